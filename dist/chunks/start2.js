import { n as start } from "./program.js";

export { start };