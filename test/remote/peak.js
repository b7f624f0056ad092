/** Preloaded by a process whose memory a test measures: writes the most that it ever had, in bytes, when it ends. */
import { writeFileSync } from "node:fs";

const { PEAK_FILE } = process.env;
if (PEAK_FILE) process.on("exit", () => writeFileSync(PEAK_FILE, `${process.resourceUsage().maxRSS * 1024}`));
