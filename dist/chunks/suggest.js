import { A as suggest, j as suggestionHint } from "./check.js";

export { suggest };