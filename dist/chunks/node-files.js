import { t as nodeFiles } from "./check.js";

export { nodeFiles };