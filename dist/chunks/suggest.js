import { K as suggest, q as suggestionHint } from "./check.js";

export { suggest };