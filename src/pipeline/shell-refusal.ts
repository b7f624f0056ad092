/** Why a value cannot stand at a place of a script. */
export type Reason = keyof typeof refusals;

const viaEnv = 'set a variable under env: to the expression and write "$NAME"';
const outside = `Move it out of there, or ${viaEnv}`;

export const refusals = {
  single: ["inside single quotes the shell would not expand it", `Use double quotes, or ${viaEnv}`],
  ansi: ["inside $'…' the shell would not expand it", `Use double quotes, or ${viaEnv}`],
  here: [
    "inside a quoted here-document the shell would not expand it",
    "Leave out the quotes at its delimiter, or read a variable of env: in the program",
  ],
  delimiter: ["the delimiter of a here-document cannot be a value", "Write a fixed word such as EOF"],
  backtick: [
    "inside backticks the shell reads quotes in ways of its own",
    `Write $(…) instead of backticks, or ${viaEnv}`,
  ],
  arithmetic: [
    "in arithmetic the shell would calculate with its text, and could run it",
    `First check that it is a number: ${viaEnv} in the check`,
  ],
  parameter: ["inside ${…} its quoting is not certain", outside],
  name: [
    "it would be a part of a name that the shell assigns or defines",
    `Write the name out, and for its value ${viaEnv}`,
  ],
  evaluated: ["this command evaluates its arguments as code or as names", outside],
  attribute: ["bash evaluates what is assigned here, as arithmetic or as a list", outside],
  operator: [
    "its value could act as an operator of the test",
    `Compare it with = or put -n or -z before it, or ${viaEnv}`,
  ],
  format: ["as the format of printf its value could be an option", "Write printf '%s' before it"],
  escaped: [
    "the backslash before it takes the place of its quoting",
    "Leave out the backslash; for ${{ as text write '$''{{'",
  ],
  dollar: ["with the $ before it the shell reads another variable", "Write \\$ for a dollar sign"],
  unterminated: ["the quote or bracket around it is never closed", "Close it"],
  bash: ["the script uses what only bash has, and runs with sh", "Add shell: bash to the step"],
  unsure: ["shells differ in how they read this script up to here", `Move it further up, or ${viaEnv}`],
} as const satisfies Record<string, readonly [problem: string, hint: string]>;
