import { parentPort } from "node:worker_threads";
import { pack } from "./hash-answer.ts";
import { bufferBytes, hashFile } from "./hash-file.ts";

// Each message is a batch of paths, answered whole and in order.
if (parentPort) {
  const main = parentPort;
  const buffer = Buffer.allocUnsafeSlow(bufferBytes);
  main.on("message", (paths: readonly string[]) =>
    main.postMessage(paths.map((path) => pack(hashFile(path, buffer)))),
  );
}
