import { type AnnotationPlace, workflowCommand } from "./workflow-command.ts";

export type Level = "error" | "warning" | "notice";

/** What GitHub takes of one step of a workflow. */
const mostOfALevel = 10;
const longestMessage = 4096;

/**
 * Annotations as commands, at most ten of a level: the tenth is held back until the end, when it is the last
 * one or gives way to a count of all that found no room.
 */
export class Annotations {
  readonly #written = new Map<Level, number>();
  readonly #held = new Map<Level, string[]>();

  /** The command to print now; undefined when it waits for `rest`. */
  add(level: Level, message: string, place: AnnotationPlace): string | undefined {
    const command = workflowCommand(level, clip(message), place);
    const written = this.#written.get(level) ?? 0;
    if (written < mostOfALevel - 1) {
      this.#written.set(level, written + 1);
      return command;
    }
    const held = this.#held.get(level) ?? [];
    held.push(command);
    this.#held.set(level, held);
    return undefined;
  }

  /** The commands that end the list; call it once. */
  rest(): readonly string[] {
    return [...this.#held].map(([level, held]) =>
      held.length === 1
        ? (held[0] as string)
        : workflowCommand(level, `${held.length} more of this kind are in the log: GitHub shows ten a step`),
    );
  }
}

const clip = (message: string): string =>
  message.length <= longestMessage ? message : `${message.slice(0, longestMessage - 1)}…`;
