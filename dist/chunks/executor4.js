import { n as openShared, t as createContainerExecutor } from "./executor3.js";

export { createContainerExecutor };