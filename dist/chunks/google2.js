import { n as openGoogle, t as googleClient } from "./google.js";

export { openGoogle };