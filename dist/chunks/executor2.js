import { t as createRemoteExecutor } from "./executor.js";

export { createRemoteExecutor };