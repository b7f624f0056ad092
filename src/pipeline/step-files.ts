import { isPrefix, parseBucketUri } from "./bucket.ts";
import { below, keyBelow, locate, type Place } from "./complaints.ts";
import type { Mapping, MetricDraft, PlotDraft, StepDraft } from "./draft.ts";
import { type PathFault, parseInput, parseOutput } from "./paths.ts";
import type { Input, Output } from "./pipeline.ts";
import type { Result } from "./result.ts";
import type { SlotReader } from "./slot.ts";
import type { StepSource } from "./step-source.ts";

/** A path's text, settled and parsed; undefined after a complaint, which lies inside the text where it can. */
export function readPath<T>(input: {
  readonly text: string;
  readonly place: Place;
  readonly reader: SlotReader;
  readonly parse: (text: string) => Result<T, PathFault>;
}): T | undefined {
  const { text, place, reader, parse } = input;
  const settled = reader.text(text, place);
  if (settled === undefined) return undefined;
  const parsed = parse(settled);
  if (parsed.ok) return parsed.value;
  const { code, message, hint, span } = parsed.error;
  // Offsets into what an expression gave mean nothing in the file.
  const location = locate(place, settled === text ? span : undefined);
  const sentence = `"${settled.slice(0, 200)}" cannot stand here: ${message}`;
  reader.complaints.add(code, location, { message: sentence, hint });
  return undefined;
}

export function readInputs(source: StepSource, reader: SlotReader): readonly Input[] | undefined {
  const place = source.placeOf("inputs");
  return source.value.inputs?.flatMap((item, index) => {
    const at = below(place, index);
    const input = readInput(item, at, reader);
    return input ? [{ ...input, location: locate(at) }] : [];
  });
}

function readInput(
  item: NonNullable<StepDraft["inputs"]>[number],
  place: Place,
  reader: SlotReader,
): Input | undefined {
  if (typeof item === "string") return readPath({ text: item, place, reader, parse: parseInput });
  return readData(item, place, reader);
}

function readData(
  item: Exclude<NonNullable<StepDraft["inputs"]>[number], string>,
  place: Place,
  reader: SlotReader,
): Input | undefined {
  const at = below(place, "path");
  const input = readPath({ text: item.path, place: at, reader, parse: parseInput });
  const uri = readBucket(item.from, below(place, "from"), reader);
  if (!input || !uri) return undefined;
  if (input.kind !== "path") {
    const message = "The path of data in a bucket cannot be a glob";
    const hint = "Name the folder where the step finds the data";
    reader.complaints.add("invalid-glob", locate(at), { message, hint });
    return undefined;
  }
  const wrong = placeFault(uri, input);
  if (wrong === undefined) return { kind: "bucket", from: uri.text, path: input.path };
  reader.complaints.add("invalid-path", locate(at), wrong);
  return undefined;
}

/** A folder's data goes to a folder and an object to a file: a copy of one to the other would land who knows where. */
function placeFault(
  { text, isFolder }: Bucket,
  { path, isDirectory }: Extract<Input, { kind: "path" }>,
): PathWords | undefined {
  if (path === ".")
    return {
      message: "Data in a bucket cannot lie in the pipeline file's own folder",
      hint: "Name a folder inside it, such as data/",
    };
  if (isFolder === isDirectory) return undefined;
  return isFolder
    ? {
        message: `"${path}" is a file, and ${text} is everything below it`,
        hint: `Write ${path}/, or take away the / at the end of the URI if it is one object`,
      }
    : {
        message: `"${path}/" is a folder, and ${text} is one object`,
        hint: `Write ${text}/ for everything below it, or give the file a name, such as ${path}/${text.slice(text.lastIndexOf("/") + 1)}`,
      };
}

type PathWords = Pick<PathFault, "message" | "hint">;

interface Bucket {
  readonly text: string;
  /** As against one object. */
  readonly isFolder: boolean;
}

function readBucket(text: string, place: Place, reader: SlotReader): Bucket | undefined {
  const uri = reader.text(text, place);
  if (uri === undefined) return undefined;
  const parsed = parseBucketUri(uri);
  if (parsed.ok) return { text: uri, isFolder: isPrefix(parsed.value) };
  reader.complaints.add("invalid-path", locate(place), parsed.error);
  return undefined;
}

/**
 * Declared outputs, then metrics, then plots. A path that stands under two of them is one output with the role of
 * the later one, so that an artifact flag and metrics can be given for the same file.
 */
export function readOutputs(source: StepSource, reader: SlotReader): readonly Output[] {
  const { outputs, metrics, plots } = source.value;
  const found = [
    ...readSection(outputs, source.placeOf("outputs"), reader).map(({ item, place, base }): Output => {
      const artifact =
        item?.artifact === undefined ? undefined : reader.boolean(item.artifact, below(place, "artifact"));
      return { ...base, role: "output", ...(artifact !== undefined && { artifact }) };
    }),
    ...readSection(metrics, source.placeOf("metrics"), reader).map(
      ({ item, base }): Output => ({ ...base, role: "metrics", ...(item && { metrics: readMetrics(item) }) }),
    ),
    ...readSection(plots, source.placeOf("plots"), reader).map(
      ({ item, place, base }): Output => ({
        ...base,
        role: "plot",
        ...(item && { plot: readPlot(item, place, reader) }),
      }),
    ),
  ];
  const merged = new Map<string, Output>();
  for (const output of found) merged.set(output.path, { ...merged.get(output.path), ...output });
  return [...merged.values()];
}

interface SectionItem<T> {
  readonly item: T | undefined;
  readonly place: Place;
  readonly base: Omit<Output, "role">;
}

function readSection<T>(
  section: readonly string[] | Mapping<T | null> | undefined,
  place: Place,
  reader: SlotReader,
): readonly SectionItem<T>[] {
  const items = isList(section)
    ? section.map((text, index) => ({
        text,
        item: undefined,
        place: below(place, index),
        key: below(place, index),
      }))
    : Object.entries(section ?? {}).map(([text, item]) => {
        return { text, item: item ?? undefined, place: below(place, text), key: keyBelow(place, text) };
      });
  return items.flatMap(({ text, item, place: at, key }) => {
    const path = readPath({ text, place: key, reader, parse: parseOutput });
    return path ? [{ item, place: at, base: { ...path, location: locate(key) } }] : [];
  });
}

const isList = <T>(section: readonly string[] | Mapping<T> | undefined): section is readonly string[] =>
  Array.isArray(section);

const readMetrics = (item: Mapping<MetricDraft>): NonNullable<Output["metrics"]> =>
  Object.fromEntries(
    Object.entries(item).map(([name, { better, max_drop: maxDrop }]) => {
      return [name, { ...(better && { better }), ...(maxDrop !== undefined && { maxDrop }) }];
    }),
  );

function readPlot({ x, y, title }: PlotDraft, place: Place, reader: SlotReader): NonNullable<Output["plot"]> {
  const axes = typeof y === "string" ? [y] : y;
  const heading = title === undefined ? undefined : reader.text(title, below(place, "title"));
  return {
    ...(x !== undefined && { x }),
    ...(axes && { y: axes }),
    ...(heading !== undefined && { title: heading }),
  };
}
