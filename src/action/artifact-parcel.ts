import { dirname, join } from "node:path";
import { candidateNames, type NameSpace } from "../report/artifact-names.ts";
import type { NamedOutput, Parcel } from "../report/artifact-parcels.ts";
import { bytes } from "../report/format.ts";
import type { ArtifactBook } from "./artifact-book.ts";
import { listFiles } from "./artifact-files.ts";
import type { ArtifactInputs } from "./artifact-inputs.ts";
import { stage } from "./artifact-stage.ts";
import { type Carrier, type NotShipped, type Shipment, ship } from "./artifact-upload.ts";

/** What parcels of one run share. */
export interface Depot {
  readonly carrier: Carrier;
  readonly inputs: ArtifactInputs;
  readonly book: ArtifactBook;
  readonly space: NameSpace;
  /** The pipeline's folder. */
  readonly root: string;
  /** The run's folder. */
  readonly directory: string;
  /** Of a packed step's outputs, those that still get an artifact of their own. */
  readonly large: { left: number };
  readonly warn: (message: string) => void;
}

/** In a packed artifact larger ones would be in everybody's way who wants one of the others. */
const largeBytes = 50_000_000;

/** Uploads what of a parcel is not too large; what cannot be uploaded is in the book and named by a warning. */
export async function sendParcel(parcel: Parcel, depot: Depot): Promise<NotShipped | undefined> {
  const fitting: NamedOutput[] = [];
  const alone: NamedOutput[] = [];
  for (const output of parcel.outputs) {
    const { size } = await listFiles(depot.carrier.host.files, depot.root, [output.path]);
    if (size > depot.inputs.sizeLimit) tooLarge(output, size, depot);
    else if (parcel.isPacked && size > largeBytes && depot.large.left-- > 0) alone.push(output);
    else fitting.push(output);
  }
  const parcels: Parcel[] = alone.map((output) => ({
    stem: output.stem,
    isPacked: false,
    outputs: [output],
  }));
  if (fitting.length > 0) parcels.push({ ...parcel, outputs: fitting });
  for (const one of parcels) {
    const fault = await send(one, depot);
    if (fault && fault.kind !== "failed") return fault;
  }
  return undefined;
}

function tooLarge(output: NamedOutput, size: number, { inputs, book, warn }: Depot): void {
  const why = `${bytes(size)} are more than the artifact-size-limit of ${bytes(inputs.sizeLimit)}`;
  book.failed({ outputs: [nameOf(output)], why });
  warn(
    `output ${output.path} of ${output.leg} is no artifact, because its ${why}; it stays in the workspace of the job`,
  );
}

const nameOf = ({ leg, path }: NamedOutput) => ({ leg, path });

async function send(parcel: Parcel, depot: Depot): Promise<NotShipped | undefined> {
  const { book, carrier, warn, inputs } = depot;
  const outputs = parcel.outputs.map(nameOf);
  const { retentionDays } = inputs;
  const shipped = await ship(
    { ...shipmentOf(parcel, depot), ...(retentionDays !== undefined && { retentionDays }) },
    carrier,
  );
  const shown = outputs.map(({ leg, path }) => `${path} of ${leg}`);
  const names = shown.slice(0, 3).join(", ") + (shown.length > 3 ? ` and ${shown.length - 3} more` : "");
  if (!shipped.ok) {
    if (shipped.error.kind === "failed") {
      const { why } = shipped.error;
      book.failed({ outputs, why });
      warn(
        `output ${names} could not be uploaded as an artifact: ${why}; it stays in the workspace of the job`,
      );
    }
    return shipped.error;
  }
  const { omitted, ...artifact } = shipped.value;
  book.uploaded({ ...artifact, outputs });
  if (omitted.length > 0) {
    const more = omitted.length > 5 ? ` and ${omitted.length - 5} more` : "";
    warn(
      `artifact ${artifact.name} lacks what may not or cannot be uploaded: ${omitted.slice(0, 5).join("; ")}${more}`,
    );
  }
  return undefined;
}

function shipmentOf({ stem, isPacked, outputs }: Parcel, depot: Depot): Shipment {
  const { carrier, root, directory, space } = depot;
  const { files } = carrier.host;
  const places = outputs.map(({ path }) => path);
  const [only] = outputs;
  return {
    names: candidateNames(space, stem),
    list: () => listFiles(files, root, places),
    stage: ({ paths }) => {
      const base = isPacked || !only ? root : baseOf(join(root, only.path), only.isDirectory, paths);
      return stage(files, { root: base, paths, folder: join(directory, "artifacts", stem) });
    },
  };
}

/** A folder's artifact holds what is in it, as with upload-artifact; an empty one would hold nothing at all. */
const baseOf = (path: string, isDirectory: boolean, paths: readonly string[]): string =>
  isDirectory && paths[0] !== `${path}/` ? path : dirname(path);
