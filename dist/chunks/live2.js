import { n as liveReporter, r as scrolledLines, t as canShowLive } from "./live.js";

export { canShowLive, liveReporter, scrolledLines };