import { t as openCustomOperator } from "./operator2.js";

export { openCustomOperator };