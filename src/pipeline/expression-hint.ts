// What people write from habit, by the first character of what the expression language has no meaning for.
const habits: readonly (readonly [RegExp, string])[] = [
  [/^["`]/, "Write strings in single quotes: 'like this'"],
  [/^\$/, "Leave out the inner ${{ }}: all between the braces is an expression"],
  [/^=/, "Compare with =="],
  [/^&/, "Write && for and"],
  [/^\|/, "Write || for or; there are no filters"],
  [/^[?:]/, "Write condition && value || other"],
  [/^[-+*/%]|[*/%]/, "Expressions have no arithmetic: do it in the command"],
  [/^[{}]/, "Use fromJSON('…') for objects and lists"],
  [/^[;#]/, "Leave it out: an expression is one value without comments"],
];

/** What to write instead of a symbol that the expression language lacks, or that stands in the wrong place. */
export const symbolHint = (symbol: string): string =>
  habits.find(([shape]) => shape.test(symbol))?.[1] ?? "Join values with an operator such as ==, && or ||";
