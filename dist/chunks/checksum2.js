import { crc32 } from "node:zlib";
import { createHash } from "node:crypto";

// src/store/checksum.ts
function summing(algorithm) {
	switch (algorithm) {
		case "md5":
		case "sha1":
		case "sha256": {
			const hash = createHash(algorithm);
			return {
				update: (bytes) => void hash.update(bytes),
				base64: () => hash.digest("base64")
			};
		}
		case "crc32": return crc((sum, bytes) => crc32(bytes, sum));
		case "crc32c": return crc(crc32c);
		case "crc64nvme": return crc64();
		default: return algorithm;
	}
}
function crc(step) {
	let sum = 0;
	return {
		update: (bytes) => {
			sum = step(sum, bytes);
		},
		base64: () => {
			const bytes = Buffer.alloc(4);
			bytes.writeUInt32BE(sum);
			return bytes.toString("base64");
		}
	};
}
/** Castagnoli's polynomial, which Node has no code for. */
let castagnoli;
function crc32c(sum, bytes) {
	castagnoli ??= Int32Array.from({ length: 256 }, (_, byte) => {
		let value = byte;
		for (let bit = 0; bit < 8; bit++) value = value >>> 1 ^ (value & 1 ? 2197175160 : 0);
		return value;
	});
	const table = castagnoli;
	let state = ~sum;
	for (let at = 0; at < bytes.length; at++) state = state >>> 8 ^ (table[(state ^ (bytes[at] ?? 0)) & 255] ?? 0);
	return ~state >>> 0;
}
/** In two halves, since numbers hold no 64 bits and BigInt is a hundred times slower. */
let nvme;
function nvmeTable() {
	const high = /* @__PURE__ */ new Int32Array(256);
	const low = /* @__PURE__ */ new Int32Array(256);
	for (let byte = 0; byte < 256; byte++) {
		let [above, below] = [0, byte];
		for (let bit = 0; bit < 8; bit++) {
			const isOdd = (below & 1) === 1;
			below = below >>> 1 | above << 31;
			above >>>= 1;
			if (isOdd) {
				above ^= 2590806825;
				below ^= 2890647989;
			}
		}
		high[byte] = above;
		low[byte] = below;
	}
	return {
		high,
		low
	};
}
function crc64() {
	nvme ??= nvmeTable();
	const { high, low } = nvme;
	let [above, below] = [-1, -1];
	return {
		update(bytes) {
			for (let at = 0; at < bytes.length; at++) {
				const index = (below ^ (bytes[at] ?? 0)) & 255;
				below = (below >>> 8 | above << 24) ^ (low[index] ?? 0);
				above = above >>> 8 ^ (high[index] ?? 0);
			}
		},
		base64() {
			const bytes = Buffer.alloc(8);
			bytes.writeInt32BE(~above, 0);
			bytes.writeInt32BE(~below, 4);
			return bytes.toString("base64");
		}
	};
}

export { summing as t };