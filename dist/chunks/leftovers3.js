import { n as liveJobs, t as endJobs } from "./leftovers4.js";

export { endJobs, liveJobs };