import { H as suggest, U as suggestionHint } from "./check.js";

export { suggest };