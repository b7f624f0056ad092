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
  const at = below(place, "path");
  const input = readPath({ text: item.path, place: at, reader, parse: parseInput });
  const from = readBucket(item.from, below(place, "from"), reader);
  if (!input || from === undefined) return undefined;
  if (input.kind === "path") return { kind: "bucket", from, path: input.path };
  const message = "The path of data in a bucket cannot be a glob";
  reader.complaints.add("invalid-glob", locate(at), {
    message,
    hint: "Name the folder where the step finds the data",
  });
  return undefined;
}

function readBucket(text: string, place: Place, reader: SlotReader): string | undefined {
  const uri = reader.text(text, place);
  if (uri === undefined || /^[a-z][a-z0-9+.-]*:\/\/[^\s/]\S*$/i.test(uri)) return uri;
  const hint =
    "Write a URI such as s3://bucket/prefix/, gs://bucket/prefix/ or https://account.blob.core.windows.net/container/";
  reader.complaints.add("invalid-path", locate(place), {
    message: `"${uri.slice(0, 200)}" is not the URI of a bucket`,
    hint,
  });
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
