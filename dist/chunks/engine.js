import { n as parseInfo, r as placeOptions, t as openEngine } from "./engine2.js";

export { openEngine };