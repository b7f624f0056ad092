// node bare-loop.mjs COUNT SLOTS: the least that any runner written for Node must do, spawning `true` COUNT times.
import { spawn } from "node:child_process";

const [count, slots] = process.argv.slice(2).map(Number);
let started = 0;

function next() {
  if (started === count) return;
  started += 1;
  spawn("true").once("close", next);
}

for (let slot = 0; slot < slots; slot++) next();
