import { styleText } from "../host/builtin.ts";

export type Style = "bold" | "dim" | "red" | "green" | "yellow" | "cyan" | "magenta" | "blue";
/** Colours a text, or leaves it alone where the reader could not show it. */
export type Paint = (style: Style | readonly Style[], text: string) => string;

export const plain: Paint = (_style, text) => text;

export const colored: Paint = (style, text) =>
  styleText(style as Parameters<typeof styleText>[0], text, { validateStream: false });

/** The paint that a stream can show; NO_COLOR, FORCE_COLOR and what the terminal is able to do decide. */
export function paintFor(stream: NodeJS.WritableStream): Paint {
  const probe = styleText("red", "x", { stream });
  return probe === "x" ? plain : colored;
}
