// src/cache/hash-answer.ts
function pack(reading) {
	if ("fault" in reading) return reading.fault;
	const { size, mtimeMs, ctimeMs, mode, ino } = reading.stat;
	return [
		reading.sha256,
		size,
		mtimeMs,
		ctimeMs,
		mode,
		ino
	];
}
function unpack(answer) {
	if (typeof answer === "string") return { fault: answer };
	const [sha256, size, mtimeMs, ctimeMs, mode, ino] = answer;
	return {
		sha256,
		stat: {
			kind: "file",
			size,
			mtimeMs,
			ctimeMs,
			mode,
			ino
		}
	};
}

export { unpack as n, pack as t };