// Tries to take the lock of a checkout, says how that went, and holds it until it is killed.
import { nodeHost } from "../../src/host/node-host.ts";
import { acquireLock } from "../../src/run/lock.ts";

const [checkout = ""] = process.argv.slice(2);
const lock = await acquireLock(nodeHost, checkout, String(process.pid));
if (!lock.ok) console.log("held");
else console.log(lock.value.deadRun === undefined ? "taken" : `taken over ${lock.value.deadRun}`);
setInterval(() => {}, 2 ** 30);
