// node --import peak-memory.mjs …: writes the process's peak resident memory, in kB, to the file that BENCH_PEAK names.
import { writeFileSync } from "node:fs";

const file = process.env.BENCH_PEAK;
process.on("exit", () => {
  if (file) writeFileSync(file, String(process.resourceUsage().maxRSS));
});
