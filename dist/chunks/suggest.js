import { L as suggest, R as suggestionHint } from "./check.js";

export { suggest };