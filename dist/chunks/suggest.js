import { ct as suggest, lt as suggestionHint } from "./check.js";

export { suggest };