import { U as suggest, W as suggestionHint } from "./check.js";

export { suggest };