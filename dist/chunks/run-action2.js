import { a as tailsOf, i as runAction, n as finishArtifacts, r as messageOf, t as annotate } from "./run-action.js";

export { runAction };