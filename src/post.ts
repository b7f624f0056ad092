import process from "node:process";
import { start } from "./action/start.ts";

await start(process, async () => {
  const { postAction } = await import("./action/post-action.ts");
  return async (io) => void (await postAction(io));
});
