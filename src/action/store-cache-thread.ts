import { parentPort, workerData } from "node:worker_threads";
import { serveCache } from "./store-cache-client.ts";

if (parentPort) void serveCache(parentPort, workerData);
