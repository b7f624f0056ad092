import { G as suggestionHint, W as suggest } from "./check.js";

export { suggest };