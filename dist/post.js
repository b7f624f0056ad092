import { t as start } from "./chunks/start.js";
import process from "node:process";

// src/post.ts
await start(process, async () => {
	const { postAction } = await import("./chunks/post-action.js");
	return async (io) => void await postAction(io);
});

export {  };