import { t as createRemoteExecutor } from "./executor3.js";

export { createRemoteExecutor };