import { R as suggest, z as suggestionHint } from "./check.js";

export { suggest };