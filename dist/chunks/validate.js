import { t as execute } from "./program.js";

export { execute };