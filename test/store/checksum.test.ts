import { expect, test } from "vitest";
import { summing } from "../../src/store/checksum.ts";

// The check values that the catalogues of these sums name, for these nine characters.
test.each([
  ["crc32", "cbf43926"],
  ["crc32c", "e3069283"],
  ["crc64nvme", "ae8b14860a799888"],
  ["md5", "25f9e794323b453885f5181f1b624d0b"],
  ["sha1", "f7c3bc1d808e04732adf679965ccc34ca7ae3441"],
  ["sha256", "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225"],
] as const)("%s of 123456789, in pieces", (algorithm, hex) => {
  const sum = summing(algorithm);
  for (const piece of ["1234", "", "56789"]) sum.update(Buffer.from(piece));
  expect(Buffer.from(sum.base64(), "base64").toString("hex")).toBe(hex);
});
