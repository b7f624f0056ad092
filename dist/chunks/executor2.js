import { n as openShared, t as createContainerExecutor } from "./executor.js";

export { createContainerExecutor };