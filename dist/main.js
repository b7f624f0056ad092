import { t as start } from "./chunks/start.js";
import process from "node:process";

// src/main.ts
await start(process, async () => (await import("./chunks/run-action2.js")).runAction);

export {  };