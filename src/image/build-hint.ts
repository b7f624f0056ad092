/** What is known of a build that failed, as far as advice goes. */
export interface Failure {
  /** The client's, without what wraps it; empty where it is a command's exit code. */
  readonly reason: string;
  /** Text of the instruction that failed. */
  readonly instruction: string | undefined;
  /** Relative to the pipeline's folder. */
  readonly context: string;
  /** Of the context: what was not sent. */
  readonly leftOut: readonly string[];
  /** The last lines of the log. */
  readonly lines: readonly string[];
}

interface Known {
  readonly pattern: RegExp;
  readonly hint: (failure: Failure) => string;
}

const known: readonly Known[] = [
  {
    pattern: /^(?:COPY|ADD) failed|^"\/.*":? not found/,
    hint: ({ context, instruction = "" }) =>
      /^(--\S+\s+)*--from=/.test(instruction)
        ? "Correct the path: it is not in what --from names"
        : `Correct the path: it is relative to the build context, which is ${context}, and no .dockerignore may leave it out`,
  },
  {
    pattern: /requires BuildKit|unknown flag: (?:mount|link|chmod|exclude|parents)|unknown instruction: <</i,
    hint: () => "Install buildx, the plugin with which the docker client builds by BuildKit",
  },
  {
    pattern: /target stage .* could not be found|failed to reach build target/i,
    hint: () => "Correct image.build.target: it is none of the names after AS in the Dockerfile",
  },
  {
    pattern: /access denied|unauthorized|authentication required|no basic auth credentials|403 Forbidden/i,
    hint: () => "Correct the name of the base image, or log in to its registry with docker login",
  },
  {
    pattern: /manifest unknown|manifest for .* not found|: not found$/i,
    hint: () => "Correct the name or tag of the base image",
  },
  {
    pattern: /dial tcp|failed to do request|i\/o timeout|TLS handshake|x509/i,
    hint: () => "See that the registry of the base image can be reached from where Docker runs",
  },
  {
    pattern: /no space left on device/i,
    hint: () => "Free some of it with docker system prune",
  },
];

/** What to do about a build that failed, in the imperative; undefined where only the Dockerfile's author can know. */
export function buildHint(failure: Failure): string | undefined {
  if (failure.leftOut.some(isGit) && failure.lines.some(missesGit))
    return "Write !.git into the .dockerignore: it is not sent otherwise, since every commit would make another image of it";
  return known.find(({ pattern }) => pattern.test(failure.reason))?.hint(failure);
}

const isGit = (path: string): boolean => /(^|\/)\.git$/.test(path);
const missesGit = (line: string): boolean => /not a git repository|setuptools[-_]scm was unable/i.test(line);
