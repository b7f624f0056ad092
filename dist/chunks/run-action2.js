import { i as tailsOf, n as messageOf, r as runAction, t as annotate } from "./run-action.js";

export { runAction };