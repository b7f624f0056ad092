import type { Paint } from "../report/paint.ts";
import { globalOptions } from "./args.ts";
import type { CommandSpec, OptionSpec } from "./command.ts";

/** The first page: what this is, where to begin, all commands. */
export function overview(commands: readonly CommandSpec[], version: string, paint: Paint): string {
  const widest = Math.max(...commands.map(({ name }) => name.length));
  return page([
    [
      `${paint("bold", "stepops")} ${version}: machine-learning pipelines from one YAML file.`,
      "It checks pipeline.yaml, orders its steps by what they read and write, and runs them.",
    ],
    [
      paint("bold", "Begin"),
      ...examples(
        [
          { command: "stepops init", does: "write a first pipeline that runs" },
          { command: "stepops run", does: "run it" },
          { command: "stepops run --resume ID", does: "go on after a failure" },
        ],
        paint,
      ),
    ],
    [
      paint("bold", "Commands"),
      ...commands.map(({ name, summary }) => `  ${paint("cyan", name.padEnd(widest))}  ${summary}`),
    ],
    exitSection(paint),
    ["`stepops COMMAND --help` explains a command, with examples."],
  ]);
}

export function commandHelp(spec: CommandSpec, paint: Paint): string {
  const usage = ["stepops", spec.name, "[options]", spec.positionals.usage]
    .filter((word) => word !== "")
    .join(" ");
  return page([
    [`${paint("bold", "Usage")}  ${usage}`],
    wrap(spec.about, 88),
    [
      paint("bold", "Options"),
      ...optionLines({ ...spec.options, help: globalOptions.help as OptionSpec }, paint),
    ],
    [paint("bold", "Examples"), ...examples(spec.examples, paint)],
    exitSection(paint),
  ]);
}

const page = (sections: readonly (readonly string[])[]): string =>
  `${sections.map((lines) => lines.join("\n")).join("\n\n")}\n`;

const exitSection = (paint: Paint): readonly string[] => [
  `${paint("bold", "Exit codes")}  0 done · 1 a step failed · 2 bad input or usage · 3 our side failed · 130 cancelled`,
];

function examples(list: CommandSpec["examples"], paint: Paint): readonly string[] {
  const widest = Math.min(48, Math.max(...list.map(({ command }) => command.length)));
  return list.map(({ command, does }) => `  ${command.padEnd(widest)}  ${paint("dim", `# ${does}`)}`);
}

function optionLines(options: CommandSpec["options"], paint: Paint): readonly string[] {
  const rows = Object.entries(options).map(([name, { short, value, type, help }]) => {
    const long = `--${name}${type === "string" ? ` ${value ?? "VALUE"}` : ""}`;
    return { left: short ? `-${short}, ${long}` : `    ${long}`, help };
  });
  const widest = Math.max(...rows.map(({ left }) => left.length));
  return rows.map(({ left, help }) => `  ${paint("cyan", left.padEnd(widest))}  ${help}`);
}

/** Breaks a paragraph at spaces. */
export function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= columns)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
