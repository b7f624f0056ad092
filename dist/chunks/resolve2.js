import { n as resolveForOperator, t as resolveForEngine } from "./resolve.js";

export { resolveForOperator };