import { A as suggestionHint, k as suggest } from "./check.js";

export { suggest };