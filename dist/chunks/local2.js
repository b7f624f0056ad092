import { t as openLocalStore } from "./local.js";

export { openLocalStore };