import type { Pipeline } from "../pipeline/pipeline.ts";
import { chooseArtifacts } from "../report/artifact-choice.ts";
import { planParcels } from "../report/artifact-parcels.ts";
import type { Reporter } from "../report/reporter.ts";
import type { ActionIo } from "./action-io.ts";
import { ArtifactBook } from "./artifact-book.ts";
import type { ArtifactInputs } from "./artifact-inputs.ts";
import { Artifacts } from "./artifacts.ts";

type Surroundings = Pick<ActionIo, "env" | "host">;

interface Opening {
  readonly inputs: ArtifactInputs;
  readonly warn: (message: string) => void;
}

/** The artifacts of main's run. They have no place before the run has a folder. */
export class ArtifactsOfRun implements Reporter {
  readonly #io: Surroundings;
  readonly #opening: Opening & Pick<Pipeline, "steps">;
  #artifacts: Artifacts | undefined;

  constructor(io: Surroundings, opening: Opening & Pick<Pipeline, "steps">) {
    this.#io = io;
    this.#opening = opening;
  }

  /** Undefined where there are to be none, or nowhere to upload them. */
  get artifacts(): Artifacts | undefined {
    return this.#artifacts;
  }

  /** Before any step starts. */
  begin(directory: string): void {
    try {
      this.#artifacts = begin(this.#io, this.#opening, directory);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.#opening.warn(`no artifacts are uploaded: ${why}`);
    }
  }

  handle(...told: Parameters<Reporter["handle"]>): void {
    this.#artifacts?.handle(...told);
  }
}

function begin(
  { env, host }: Surroundings,
  { inputs, warn, steps }: Opening & Pick<Pipeline, "steps">,
  directory: string,
): Artifacts | undefined {
  // act, and whoever runs the action by hand, have no service for them.
  if (!inputs.isOn || !env.ACTIONS_RUNTIME_TOKEN || !env.ACTIONS_RESULTS_URL) return undefined;
  if (isEnterpriseServer(env.GITHUB_SERVER_URL)) {
    warn(
      "GitHub Enterprise Server takes no artifacts of this kind, so none is uploaded: set upload-artifacts to none, and keep what you need by a step of your own",
    );
    return undefined;
  }
  const stepOf = new Map(steps.map(({ id, step }) => [id, step]));
  const parcels = planParcels(chooseArtifacts(steps), (leg) => stepOf.get(leg) ?? leg);
  const book = ArtifactBook.begin(host.files, directory, parcels);
  return new Artifacts({ env, host, inputs, directory, warn, book });
}

/** What main began and did not end; undefined when it left nothing. */
export async function reopenArtifacts(
  { env, host }: Surroundings,
  { inputs, warn }: Opening,
  directory: string,
): Promise<Artifacts | undefined> {
  const book = await ArtifactBook.reopen(host.files, directory);
  return book && new Artifacts({ env, host, inputs, directory, warn, book });
}

/** As GitHub's package tells it. */
function isEnterpriseServer(server: string | undefined): boolean {
  const host =
    URL.parse(server || "https://github.com")
      ?.hostname.trimEnd()
      .toLowerCase() ?? "";
  return host !== "github.com" && !host.endsWith(".ghe.com") && !host.endsWith(".localhost");
}
