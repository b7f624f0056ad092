import { t as openCustomOperator } from "./operator.js";

export { openCustomOperator };