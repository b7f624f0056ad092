import { t as lineStream } from "./lines.js";

// src/run/listen.ts
/**
* Hands on what a child prints, in masked lines, until the function that it returns is called; that hands on the rest.
* What comes later, from a process that left the child's group, reaches nobody.
*/
function listen(child, masker, onLines) {
	const streamOf = (stream) => lineStream(masker, (lines) => onLines(stream, lines));
	const streams = {
		stdout: streamOf("stdout"),
		stderr: streamOf("stderr")
	};
	let isOpen = true;
	child.onOutput((stream, chunk) => {
		if (isOpen) streams[stream].write(chunk);
	});
	return () => {
		isOpen = false;
		streams.stdout.end();
		streams.stderr.end();
	};
}

export { listen as t };