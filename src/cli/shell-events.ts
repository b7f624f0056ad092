import { paintFor } from "../report/paint.ts";
import type { Event } from "../run/event.ts";
import type { Io } from "./io.ts";

/** What getting image and data ready prints, and what the step's log would say. */
export function showEvent(event: Event, { stderr }: Pick<Io, "stderr">): void {
  if (event.type === "output") stderr.write(event.lines.map((line) => `${line}\n`).join(""));
  if (event.type === "notice")
    stderr.write(
      `${paintFor(stderr)(event.level === "warning" ? "yellow" : "dim", `${event.level}:`)} ${event.message}\n`,
    );
}
