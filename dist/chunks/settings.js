import { F as readCustomOperator, N as customSettings, P as programSettings } from "./check.js";

export { readCustomOperator };