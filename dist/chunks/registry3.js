import { t as openRegistry } from "./registry2.js";

export { openRegistry };