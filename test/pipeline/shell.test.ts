import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bindScript } from "../../src/pipeline/shell.ts";

const scope = { params: ["x", "y"], matrix: [], env: [], status: false };
const x = "${{ params.x }}";

/** `@` stands for an expression; in what comes back `@` is the variable's name. */
function bound(script: string, shell: "sh" | "bash" = "bash"): string {
  const result = bindScript(script.replaceAll("@", x), shell, scope);
  return result.ok
    ? result.value.text.replaceAll("STEPOPS_EXPR_1", "@")
    : result.error.map(({ message }) => message).join("\n");
}

describe("bindScript puts a reference in place of each expression", () => {
  test.each([
    ["echo @", 'echo "${@}"'],
    ["echo --lr=@/a", 'echo --lr="${@}"/a'],
    ['echo "a @ b"', 'echo "a ${@} b"'],
    ['echo "$(echo "@" @)"', 'echo "$(echo "${@}" "${@}")"'],
    ['A=@ B="@" cmd', 'A="${@}" B="${@}" cmd'],
    ["export A=@ && readonly B=@", 'export A="${@}" && readonly B="${@}"'],
    ["a=(1 @)", 'a=(1 "${@}")'],
    ["cat <<EOF\n@ '\" # @\nEOF\necho @", 'cat <<EOF\n${@} \'" # ${@}\nEOF\necho "${@}"'],
    ["cat <<A <<-B; echo @\n@\nA\n\t@\n\tB\n@", 'cat <<A <<-B; echo "${@}"\n${@}\nA\n\t${@}\n\tB\n"${@}"'],
    ["cat <<EOF\n$(echo @)\nEOF", 'cat <<EOF\n$(echo "${@}")\nEOF'],
    ["cat <<EOF\n@", "cat <<EOF\n${@}"],
    ["cat <<<@ > @ 2>&1", 'cat <<<"${@}" > "${@}" 2>&1'],
    ["cmd &>@ <(echo @)", 'cmd &>"${@}" <(echo "${@}")'],
    [
      "x=$(case a in a) echo @;; (b|c) : ;; esac) # it's",
      'x=$(case a in a) echo "${@}";; (b|c) : ;; esac) # it\'s',
    ],
    ["case @ in @) ;; esac; echo @", 'case "${@}" in "${@}") ;; esac; echo "${@}"'],
    ["echo $# ${#y} a#b $$@ \\\n @", 'echo $# ${#y} a#b $$"${@}" \\\n "${@}"'],
    ["echo {a,@} ~@", 'echo {a,"${@}"} ~"${@}"'],
    ["[[ $a =~ ^(a|b)$ && @ == y ]] || echo @", '[[ $a =~ ^(a|b)$ && "${@}" == y ]] || echo "${@}"'],
    ["[ @ = a ] && [ -n @ ] && [ @ ]", '[ "${@}" = a ] && [ -n "${@}" ] && [ "${@}" ]'],
    ["for i in @; do (cd @); done", 'for i in "${@}"; do (cd "${@}"); done'],
    ["f() { echo @; }; function g { echo @; }", 'f() { echo "${@}"; }; function g { echo "${@}"; }'],
    ['sh -c "echo @"', 'sh -c "echo ${@}"'],
    ["echo $'it\\'s' @", "echo $'it\\'s' \"${@}\""],
    ["echo $((1 << 2)) @", 'echo $((1 << 2)) "${@}"'],
    ["a[0]=@ a[$i + 1]=@", 'a[0]="${@}" a[$i + 1]="${@}"'],
    ["echo ok # '@ \"\necho @", 'echo ok # \'${{ params.x }} "\necho "${@}"'],
    ["# ${{ of no kind\necho @", '# ${{ of no kind\necho "${@}"'],
    ["printf '%s' @", "printf '%s' \"${@}\""],
    ["for i in <(ls) @ \\\n b; do echo @; done", 'for i in <(ls) "${@}" \\\n b; do echo "${@}"; done'],
    ["for i; do echo @; done; for j in; do :; done", 'for i; do echo "${@}"; done; for j in; do :; done'],
    ['y="${Y:-"a default"}"; echo @', 'y="${Y:-"a default"}"; echo "${@}"'],
    ['a["k"]=1 a[\'l m\']=@ a["$i"]=2; echo @', 'a["k"]=1 a[\'l m\']="${@}" a["$i"]=2; echo "${@}"'],
  ])("%j", (script, expected) => {
    expect(bound(script)).toBe(expected);
  });

  test("one variable for each expression, however often it is used", () => {
    const script = "echo ${{ params.x }} ${{params.x}} ${{ params.y }} ${{\n  params.x\n}}";
    const result = bindScript(script, "sh", scope);
    expect(result.ok && result.value.text).toBe(
      'echo "${STEPOPS_EXPR_1}" "${STEPOPS_EXPR_1}" "${STEPOPS_EXPR_2}" "${STEPOPS_EXPR_1}"',
    );
    expect(
      result.ok && Object.entries(result.value.bindings).map(([name, { source }]) => [name, source]),
    ).toEqual([
      ["STEPOPS_EXPR_1", "params.x"],
      ["STEPOPS_EXPR_2", "params.y"],
    ]);
  });

  test("a script without expressions is left alone, however broken", () => {
    expect(bindScript("echo 'a", "sh", scope)).toEqual({
      ok: true,
      value: { text: "echo 'a", bindings: {} },
    });
  });
});

describe("bindScript refuses an expression where its value could be more than text", () => {
  test.each([
    ["echo '@'", /single quotes/],
    ["echo $'@'", /\$'…'/],
    ["echo `echo @`", /backticks/],
    ['echo "`echo @`"', /backticks/],
    ["cat <<'EOF'\n@\nEOF", /quoted here-document/],
    ["cat <<\\EOF\n@\nEOF", /quoted here-document/],
    ["cat <<@\n@", /delimiter/],
    ["echo $((@ + 1))", /arithmetic/],
    ["echo $(( $(echo @) + 1))", /arithmetic/],
    ["((@ > 1))", /arithmetic/],
    ["for ((i=0; i<@; i++)); do :; done", /arithmetic/],
    ["echo $[@]", /arithmetic/],
    ["a[@]=1", /arithmetic/],
    ["a[ @ + 1 ]=1", /arithmetic/],
    ["a=([@]=1)", /arithmetic/],
    ["[[ @ -eq 1 ]]", /arithmetic/],
    ["[[ 1 -lt @ ]]", /arithmetic/],
    ["[[ -v @ ]]", /arithmetic/],
    ["let n=@", /evaluates its arguments/],
    ["declare -i n=@", /evaluates its arguments/],
    ["declare -i n\nn=@", /evaluates what is assigned/],
    ["list=()\ndeclare list=@", /evaluates what is assigned/],
    ["RANDOM=@", /evaluates what is assigned/],
    ["PS4=@", /evaluates what is assigned/],
    ["for RANDOM in @; do :; done", /evaluates what is assigned/],
    ["declare -i n\nfor n\nin 1 @; do :; done", /evaluates what is assigned/],
    ["declare -i n; select n in @; do :; done", /evaluates what is assigned/],
    ["echo {a[@]}>log", /name/],
    ['eval "echo @"', /evaluates its arguments/],
    ['command eval "echo @"', /evaluates its arguments/],
    ['$SUDO eval "echo @"', /evaluates its arguments/],
    ['"$*"eval @', /evaluates its arguments/],
    ["@eval @", /evaluates its arguments/],
    ["trap 'echo' @", /evaluates its arguments/],
    ["read @ <<< 1", /evaluates its arguments/],
    ["unset @", /evaluates its arguments/],
    ["printf @ 1", /format of printf/],
    ["printf -v @ 1", /format of printf/],
    ["test -v @", /operator/],
    ["[ @ @ ]", /operator/],
    ["echo ${y:-@}", /\$\{…\}/],
    ['echo "${y#@}"', /\$\{…\}/],
    ["@=1", /name/],
    ["A@=1", /name/],
    ['"@"=1', /name/],
    ["export @", /name/],
    ["export @=1", /name/],
    ["for @ in a; do :; done", /name/],
    ["f@() { :; }", /name/],
    ["function @ { :; }", /name/],
    ["echo \\@", /backslash/],
    ['echo "\\@"', /backslash/],
    ['echo "$@"', /\$ before it/],
    ['echo "abc @', /never closed/],
    ["echo $(echo @", /never closed/],
    ["echo $(cat <<EOF) @\nEOF\n", /shells differ/],
    ['cat <<EOF "\n" @\nEOF', /shells differ/],
    ["ls +(a) @", /shells differ/],
    ["echo \"${y:-'}'}\" @", /shells differ/],
    ["coproc @", /shells differ/],
  ])("%j", (script, reason) => {
    expect(bound(script)).toMatch(reason);
  });

  test.each([
    ["((@ > 1))", /arithmetic/],
    ["[[ @ == a ]]", /only bash has/],
    ["echo $'a\\'b' @", /only bash has/],
    ["echo $[1] @", /only bash has/],
    ["a=(@)", /only bash has/],
    ["cmd &>log @", /only bash has/],
    ["eval @$[", /evaluates its arguments/],
    ["for ((i=0; i<3; i++)); do echo @; done", /only bash has/],
  ])("%j in sh", (script, reason) => {
    expect(bound(script, "sh")).toMatch(reason);
  });

  test("each hint says what to do, mostly env: and a variable", () => {
    const result = bindScript(`echo '${x}' $((${x}))`, "sh", scope);
    for (const { hint } of result.ok ? [] : result.error) expect(hint).toMatch(/env:.*"\$NAME"/);
    expect(result.ok).toBe(false);
  });

  test("faults of quoting, of names and of syntax come together, in order", () => {
    const result = bindScript("echo '${{ params.z }}' ${{ 1 + }}\n${{ params.w }}", "sh", scope);
    expect(!result.ok && result.error.map(({ code, span }) => [code, span.start])).toEqual([
      ["expression-quoting", 6],
      ["unknown-name", 17],
      ["expression-syntax", 29],
      ["unknown-name", 45],
    ]);
  });

  test("an expression that is never closed is a fault at its start", () => {
    const result = bindScript("echo ok\necho ${{ params.x", "sh", scope);
    expect(!result.ok && result.error).toMatchObject([
      { code: "expression-syntax", span: { start: 13, end: 16 } },
    ]);
  });
});

test("it never throws, and all it accepts is free of ${{ outside comments", () => {
  const piece = fc.constantFrom(
    x,
    x,
    "${{",
    "'",
    '"',
    "`",
    "$(",
    ")",
    "$((",
    "))",
    "${",
    "}",
    "<<E\n",
    "\nE\n",
    "case x in ",
    "esac",
    ";;",
    "[[ ",
    " ]]",
    "a[",
    "]",
    "(",
    "\\",
    "\n",
    " ",
    "$'",
    "<(",
    "=",
    "#",
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 30 }),
      fc.constantFrom("sh" as const, "bash" as const),
      (parts, shell) => {
        const result = bindScript(parts.join(""), shell, scope);
        if (result.ok)
          for (const line of result.value.text.split("\n")) expect(line).toMatch(/#|^(?:(?!\$\{\{).)*$/s);
        else for (const { span } of result.error) expect(span.end).toBeLessThanOrEqual(parts.join("").length);
      },
    ),
    { numRuns: 2000 },
  );
});

test.each(['"$(', "$(echo ", "${x:-", "(\n", "case x in x) ", "$((", "cat <<E\n", "a[", "`", "${{ "])(
  "it survives %j thousands deep",
  (piece) => {
    expect(bindScript(piece.repeat(20_000) + x, "bash", scope)).toHaveProperty("ok");
  },
);
