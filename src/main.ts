import process from "node:process";
import { start } from "./action/start.ts";

await start(process, async () => (await import("./action/run-action.ts")).runAction);
