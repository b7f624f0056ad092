// node bare-loop.mjs COUNT SLOTS [COMMAND…]: the least that any runner written for Node must do, spawning a command, `true` unless
// one is given, COUNT times.
import { spawn } from "node:child_process";

const [count, slots] = process.argv.slice(2, 4).map(Number);
const [file = "true", ...args] = process.argv.slice(4);
let started = 0;

function next() {
  if (started === count) return;
  started += 1;
  spawn(file, args).once("close", (code) => {
    // A command that fails at once would make this loop look fast.
    if (code !== 0) process.exit(1);
    next();
  });
}

for (let slot = 0; slot < slots; slot++) next();
