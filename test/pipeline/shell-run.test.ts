import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type BoundScript, bindScript } from "../../src/pipeline/shell.ts";

type Shell = "sh" | "bash";
const names = ["a", "b", "c"] as const;
type Values = Readonly<Record<string, string>>;
const scope = { params: names, matrix: [], env: [], status: false };

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "stepops-shell-"));
  mkdirSync(join(folder, "bin"));
  writeFileSync(join(folder, "bin", "canary"), '#!/bin/sh\n: > "$CANARY"\n', { mode: 0o755 });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Job {
  readonly bound: BoundScript;
  readonly values: Values;
}

/** Runs all scripts by one process of the driver, each in a shell of its own; answers what each wrote. */
function runAll(shell: Shell, jobs: readonly Job[]): readonly string[] {
  const cwd = join(folder, "work");
  rmSync(cwd, { recursive: true, force: true });
  mkdirSync(cwd);
  // Files that a glob in a value would match.
  for (const file of ["x", "y z", "canary"]) writeFileSync(join(cwd, file), "");
  const lines = jobs.map(({ bound, values }, index) => {
    writeFileSync(join(folder, `${index}.sh`), bound.text);
    const variables = Object.entries(bound.bindings).map(
      ([name, { source }]) => `${name}=${quote(values[source] ?? "")}`,
    );
    return `${variables.join(" ")} ${shell} ../${index}.sh > ../${index}.out 2>/dev/null </dev/null`;
  });
  writeFileSync(join(folder, "driver.sh"), lines.join("\n"));
  const env = {
    PATH: `${join(folder, "bin")}:/usr/local/bin:/usr/bin:/bin`,
    CANARY: join(folder, "canary-ran"),
    LC_ALL: "C.UTF-8",
  };
  spawnSync("sh", [join(folder, "driver.sh")], { cwd, env });
  expect(readdirSync(folder)).not.toContain("canary-ran");
  expect(readdirSync(cwd).toSorted()).toEqual(["canary", "x", "y z"]);
  return jobs.map((_, index) => readFileSync(join(folder, `${index}.out`), "utf8"));
}

interface Seen {
  readonly script: string;
  readonly values: Values;
  readonly wrote: string | undefined;
  readonly expected: string | undefined;
}

const firstWrong = (all: readonly Seen[]): Seen | undefined =>
  all.find(({ wrote, expected }) => wrote !== expected);

// A counterexample is a list of hundreds of scripts, of which only the wrong one is worth a look.
const checked = <T>(): fc.Parameters<T> => ({
  numRuns: 6,
  endOnFailure: true,
  reporter: (run) => {
    if (run.failed) throw new Error(`seed ${run.seed}`, { cause: run.errorInstance });
  },
});

const quote = (value: string): string => `'${value.replaceAll("'", "'\\''")}'`;

const attacks = [
  "$(canary)",
  "`canary`",
  "; canary",
  "\ncanary\n",
  "' canary '",
  '"; canary; "',
  "| canary",
  "&& canary #",
  "a[$(canary)]",
  "*",
  "? ~ {x,y}",
  "$HOME ${HOME}",
  "\\",
  "\\\\n\\c",
  "EOF",
  "\nEOF\ncanary\n",
  ")",
  "esac",
  ";;",
  "#",
  "-v",
  "'",
  '"',
  "}",
  "))",
  "x y",
  "($(canary))",
  "!",
  "$'",
  "\t",
  "\r\n",
  "é\u0081\u0088ÿ",
  "🐧",
  "",
  "%s%n",
  "<(canary)",
  "> y",
];
// Lone surrogates and NUL cannot be in an environment variable.
const value = fc.oneof(
  fc.array(fc.constantFrom(...attacks), { minLength: 1, maxLength: 4 }).map((parts) => parts.join("")),
  fc.string({ unit: "binary", maxLength: 12 }).map((text) => text.toWellFormed().replaceAll("\0", "")),
);
const values: fc.Arbitrary<Values> = fc.record({ "params.a": value, "params.b": value, "params.c": value });

/** A piece of a script, and what it prints. */
interface Fragment {
  readonly text: string;
  readonly output: (values: Values) => string;
}

const hole = fc.constantFrom(...names).map(
  (name): Fragment => ({
    text: `\${{ params.${name} }}`,
    output: (given) => given[`params.${name}`] ?? "",
  }),
);
const fixed = (text: string, output: string): Fragment => ({ text, output: () => output });
const literal = fc.constantFrom(
  fixed("lit", "lit"),
  fixed("a#b", "a#b"),
  fixed("'$(x) \" # ${y'", '$(x) " # ${y'),
  fixed("\\'", "'"),
  fixed('\\"', '"'),
  fixed("\\\n", ""),
  fixed("$#", "0"),
  fixed("${#NONE}", "0"),
  fixed('"it\'s"', "it's"),
  fixed("`printf bt`", "bt"),
  fixed("$((1 << 2))", "4"),
  fixed("${NONE:-)}", ")"),
  fixed('""', ""),
);
const inQuotes = fc.constantFrom(
  fixed("'", "'"),
  fixed(" # ", " # "),
  fixed('\\"', '"'),
  fixed("\\$", "$"),
  fixed(")", ")"),
  fixed("\n", "\n"),
  fixed("x;;", "x;;"),
);

const join2 = (parts: readonly Fragment[], wrap = (text: string) => text): Fragment => ({
  text: wrap(parts.map(({ text }) => text).join("")),
  output: (given) => parts.map(({ output }) => output(given)).join(""),
});
const wrapped = (
  inner: Fragment,
  wrap: (text: string) => string,
  output = (text: string) => text,
): Fragment => ({
  text: wrap(inner.text),
  output: (given) => output(inner.output(given)),
});

const { script } = fc.letrec<{
  word: Fragment;
  script: Fragment;
  statement: Fragment;
  quoted: Fragment;
  substitution: Fragment;
}>((tie) => ({
  // A point at the end, since a substitution drops line breaks there.
  substitution: fc.oneof(
    { maxDepth: 3 },
    fc.constant(fixed("$(printf s)", "s")),
    tie("word").map((inner) =>
      wrapped(
        inner,
        (text) => `$(printf '%s.' ${text})`,
        (text) => `${text}.`,
      ),
    ),
    tie("word").map((inner) =>
      wrapped(
        inner,
        (text) => `$(case x in (y) ;; x) printf '%s.' ${text};; esac)`,
        (text) => `${text}.`,
      ),
    ),
    tie("word").map((inner) =>
      wrapped(
        inner,
        (text) => `$(# it's (\nprintf '%s.' ${text}\n)`,
        (text) => `${text}.`,
      ),
    ),
  ),
  quoted: fc
    .array(fc.oneof(hole, inQuotes, tie("substitution")), { maxLength: 3 })
    .map((parts) => join2(parts, (text) => `"${text}"`)),
  word: fc
    .array(
      fc.oneof(
        { weight: 3, arbitrary: hole },
        { weight: 2, arbitrary: literal },
        { weight: 3, arbitrary: tie("quoted") },
      ),
      { minLength: 1, maxLength: 4 },
    )
    // Two backslashes of which one came from a neighbour, or `$` before one, would be another script.
    .map((parts) => join2(parts.flatMap((part) => [part, fixed('""', "")]))),
  statement: fc.oneof(
    { maxDepth: 3 },
    fc.array(tie("word"), { minLength: 1, maxLength: 3 }).map((words) => ({
      text: `printf '<%s>' ${words.map(({ text }) => text).join(" ")}\n`,
      output: (given: Values) => words.map(({ output }) => `<${output(given)}>`).join(""),
    })),
    fc.constantFrom(
      fixed("# don't `do` $( this ${{ nor this\n", ""),
      fixed('true # ${{ secrets.x }} "\n', ""),
      fixed(": '\n${x' # )\n", ""),
    ),
    fc
      .array(
        fc.oneof(
          hole,
          fc.constantFrom(
            fixed("'", "'"),
            fixed('"', '"'),
            fixed(" # \\$ \\\\", " # $ \\"),
            fixed("\n", "\n"),
          ),
          tie("substitution"),
        ),
        { maxLength: 4 },
      )
      .map((parts) => join2(parts, (text) => `cat <<EOF\n.${text}\nEOF\n`))
      .map(({ text, output }): Fragment => ({ text, output: (given) => `.${output(given)}\n` })),
    hole.map((inner) =>
      wrapped(
        inner,
        (text) => `cat <<'ONE' <<-TWO; printf '<%s>' ${text}\n'"\`$(\nONE\n\ttwo's\n\tTWO\n`,
        (text) => `two's\n<${text}>`,
      ),
    ),
    tie("word").map((inner) =>
      wrapped(
        inner,
        (text) => `A=${text}; printf '<%s>' "$A"\n`,
        (text) => `<${text}>`,
      ),
    ),
    tie("word").map((inner) =>
      wrapped(
        inner,
        (text) => `export A=${text}\nprintf '<%s>' "$A"\n`,
        (text) => `<${text}>`,
      ),
    ),
    tie("word").map((inner) =>
      wrapped(
        inner,
        (text) => `for i in ${text}; do printf '<%s>' "$i"; done\n`,
        (text) => `<${text}>`,
      ),
    ),
    tie("word").map((inner) =>
      wrapped(
        inner,
        (text) => `case ${text} in ${text}) printf same;; *) printf other;; esac\n`,
        () => "same",
      ),
    ),
    tie("word").map((inner) =>
      wrapped(
        inner,
        (text) => `if [ ${text} = ${text} ]; then printf same; fi\n`,
        () => "same",
      ),
    ),
    tie("word").map((inner) =>
      wrapped(
        inner,
        (text) => `set -- ${text} x; printf '%s<%s>' "$#" "$1"; set --\n`,
        (text) => `2<${text}>`,
      ),
    ),
    tie("script").map((inner) => wrapped(inner, (text) => `(\n:\n${text})\n`)),
    tie("script").map((inner) => wrapped(inner, (text) => `f() {\n:\n${text}}; f\n`)),
    tie("script").map((inner) => wrapped(inner, (text) => `if true; then\n:\n${text}fi\n`)),
    tie("script").map((inner) =>
      wrapped(inner, (text) => `case x in\n  a | 'b)' ) ;;\n  (x)\n${text};;\nesac\n`),
    ),
  ),
  script: fc.array(tie("statement"), { minLength: 1, maxLength: 3 }).map((parts) => join2(parts)),
}));

const bind = (text: string, shell: Shell): BoundScript => {
  const bound = bindScript(text, shell, scope);
  if (!bound.ok) throw new Error(`${JSON.stringify(bound.error)} in ${text}`);
  return bound.value;
};

test.for<Shell>(["sh", "bash"])(
  "no value is split, globbed or executed by %s in scripts that are well formed",
  (shell) => {
    const job = fc.record({ fragment: script, values });
    fc.assert(
      fc.property(fc.array(job, { minLength: 30, maxLength: 40 }), (jobs) => {
        const outputs = runAll(
          shell,
          jobs.map(({ fragment, values }) => ({ bound: bind(fragment.text, shell), values })),
        );
        const all = jobs.map(({ fragment, values }, index) => ({
          script: fragment.text,
          values,
          wrote: outputs[index],
          expected: fragment.output(values),
        }));
        expect(firstWrong(all)).toBeUndefined();
      }),
      checked(),
    );
  },
);

const soup = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...names.map((name) => `\${{ params.${name} }}`)) },
      {
        weight: 14,
        arbitrary: fc.constantFrom(
          "printf '<%s>' ",
          "printf '<%s>' ",
          "\nprintf '<%s>' ",
          "'",
          '"',
          '"',
          "`",
          "\\",
          "$",
          " ",
          "\n",
          ";",
          "#",
          " # ",
          "(",
          ")",
          "$(",
          "$(printf '%s.' ",
          "$((",
          "))",
          "((",
          "${x:-",
          "${x#",
          "}",
          "{ ",
          "{x,",
          "<<EOF\n",
          "<<-'E'\n",
          "cat <<EOF",
          "\nEOF\n",
          "\nE\n",
          "\tEOF\n",
          "case x in ",
          "x)",
          ";;",
          " esac",
          "if true; then ",
          "; fi\n",
          "[ ",
          " ]",
          "[[ ",
          " ]]",
          " -eq 1",
          " = ",
          "a=",
          "a=(",
          "a[",
          "]=",
          "export y=",
          "declare -i a",
          "let ",
          "eval ",
          "<(",
          "<<<",
          "$'",
          '$"',
          "&& ",
          "| cat",
          "f() ",
          "x",
          "\\\n",
          "! ",
          "for i in ",
          "; do ",
          "; done\n",
          "set -- ",
          '"$@"',
          "@(",
          "=~ ",
          "~",
          "true ",
          "test ",
          "-v ",
          "read ",
          "unset ",
          "$[",
          "1+",
          "${x}",
          "$x",
          "\r",
        ),
      },
    ),
    { minLength: 2, maxLength: 14 },
  )
  .map((parts) => parts.join(""));

test.for<Shell>(["sh", "bash"])(
  "whatever else a script is, %s makes no more of a hostile value than of a tame one",
  (shell) => {
    let accepted = 0;
    const tame: Values = { "params.a": "TAMEa", "params.b": "TAMEb", "params.c": "TAMEc" };
    fc.assert(
      fc.property(
        fc.array(soup, { minLength: 200, maxLength: 250 }),
        fc.constantFrom(...attacks),
        fc.constantFrom(...attacks),
        (texts, first, second) => {
          const hostile: Values = {
            "params.a": `${first}a`,
            "params.b": `b ${second}`,
            "params.c": `a[$(canary)]${first}`,
          };
          const all = texts.flatMap((text) => {
            // A process number is another one in the second run.
            const bound = bindScript(text.replaceAll("$$", "$"), shell, scope);
            return bound.ok && Object.keys(bound.value.bindings).length > 0 ? [bound.value] : [];
          });
          accepted += all.length;
          const before = runAll(
            shell,
            all.map((bound) => ({ bound, values: tame })),
          );
          const after = runAll(
            shell,
            all.map((bound) => ({ bound, values: hostile })),
          );
          const seen = all.map(({ text }, index) => ({
            script: text,
            values: hostile,
            wrote: after[index],
            expected: before[index]?.replace(/TAME([abc])/g, (_, name) => hostile[`params.${name}`] ?? ""),
          }));
          // Outside quotes the shell splits what a substitution gives, be it a value or not.
          expect(firstWrong(seen.filter(({ script }) => !/[$<]\(|`/.test(script)))).toBeUndefined();
        },
      ),
      checked(),
    );
    expect(accepted).toBeGreaterThan(100);
  },
);
