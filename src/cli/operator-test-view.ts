import type { Checked } from "../conformance/suite.ts";
import type { Json } from "../pipeline/draft.ts";
import { duration } from "../report/format.ts";
import type { Paint } from "../report/paint.ts";

/** What came of a check; where a promise is broken what it is, and the last messages before it. */
export function checkedLine({ name, verdict, tookMs }: Checked, paint: Paint): string {
  const time = paint("dim", duration(tookMs));
  switch (verdict.kind) {
    case "kept":
      return `${paint("green", "✓")} ${name} ${time}\n`;
    case "skipped":
      return `${paint("yellow", "-")} ${name} ${paint("dim", `(not looked at: ${verdict.why})`)}\n`;
    default: {
      const messages = verdict.messages.map(
        (message) => `      ${paint("dim", message.replaceAll("\n", "\n      "))}\n`,
      );
      const about =
        messages.length === 0
          ? ""
          : `    The last messages, → to the program and ← from it:\n${messages.join("")}`;
      return `${paint("red", "✗")} ${name} ${time}\n    ${verdict.what}\n${about}`;
    }
  }
}

export function summaryLine(checked: readonly Checked[], paint: Paint): string {
  const count = (kind: Checked["verdict"]["kind"]): number =>
    checked.filter(({ verdict }) => verdict.kind === kind).length;
  const [kept, broken, skipped] = [count("kept"), count("broken"), count("skipped")];
  const rest = skipped === 0 ? "" : `, ${skipped} not looked at`;
  if (broken === 0) return paint("green", `All is kept that was promised: ${kept} of ${kept} checks${rest}`);
  return paint("red", `Broken: ${broken} of ${kept + broken} checks${rest}`);
}

export const checkedJson = ({ name, verdict, tookMs }: Checked): Json => ({
  name,
  outcome: verdict.kind,
  ...(verdict.kind === "broken" && { what: verdict.what, messages: verdict.messages }),
  ...(verdict.kind === "skipped" && { why: verdict.why }),
  seconds: Math.round(tookMs) / 1000,
});
