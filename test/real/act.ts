import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const root = join(import.meta.dirname, "../..");
const exec = promisify(execFile);

export interface Workflow {
  readonly exitCode: number;
  /** What act printed: log lines, and annotations as it shows them. */
  readonly log: string;
  /** A file that a workflow step wrote below `$RESULTS`. */
  result(name: string): string | undefined;
}

/** A repository that holds the action as users get it (action.yml and dist/) and files of the test. */
export class ActRepository implements Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), "stepops-act-"));
  readonly #repository = join(this.#folder, "repository");
  readonly #results = join(this.#folder, "results");

  constructor() {
    mkdirSync(this.#repository);
    for (const name of ["action.yml", "dist"])
      cpSync(join(root, name), join(this.#repository, name), { recursive: true });
  }

  /** A copy of a tracked folder of this repository, less what its runs leave. */
  copy(path: string): this {
    const isLeft = (source: string) => /\/(out|\.stepops)$/.test(source);
    cpSync(join(root, path), join(this.#repository, path), {
      recursive: true,
      filter: (source) => !isLeft(source),
    });
    return this;
  }

  write(path: string, text: string): this {
    const target = join(this.#repository, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
    return this;
  }

  /** Runs one job in act's host mode, whose steps are given as YAML; `uses: node24` runs this process's Node. */
  async run(steps: string): Promise<Workflow> {
    const indented = steps.trim().replace(/^/gm, "      ");
    this.write(
      ".github/workflows/test.yml",
      `on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n${indented}\n`,
    );
    rmSync(this.#results, { recursive: true, force: true });
    mkdirSync(this.#results);
    await this.#commit();
    return await this.#act();
  }

  async #commit(): Promise<void> {
    const git = async (...args: string[]) => await exec("git", args, { cwd: this.#repository });
    await git("init", "--quiet", "--initial-branch=main");
    // act reads the repository's name from its remote; nothing is ever fetched from there.
    await git("config", "remote.origin.url", "https://github.com/acme/penguins.git");
    await git("add", "--all", "--force");
    await git(
      "-c",
      "user.name=test",
      "-c",
      "user.email=test@example.com",
      "commit",
      "--quiet",
      "--allow-empty",
      "-m",
      "test",
    );
  }

  async #act(): Promise<Workflow> {
    const args = [
      "push",
      "-P",
      "ubuntu-latest=-self-hosted",
      "--action-offline-mode",
      "--env",
      `RESULTS=${this.#results}`,
    ];
    const env = { ...process.env, PATH: `${dirname(process.execPath)}:${process.env.PATH}` };
    const options = { cwd: this.#repository, env, maxBuffer: 2 ** 26 };
    const outcome = await exec("act", args, options).then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      (error) => ({ code: error.code, stdout: error.stdout, stderr: error.stderr }),
    );
    if (typeof outcome.code !== "number")
      throw new Error(`act could not be started (${outcome.code}): install it with .ci/run`);
    return {
      exitCode: outcome.code,
      log: outcome.stdout + outcome.stderr,
      result: (name) => {
        const path = join(this.#results, name);
        return existsSync(path) ? readFileSync(path, "utf8") : undefined;
      },
    };
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
