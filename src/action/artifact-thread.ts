import { parentPort } from "node:worker_threads";
import { serveUploads } from "./artifact-client.ts";

if (parentPort) serveUploads(parentPort);
