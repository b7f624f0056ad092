import { canonicalAccelerator, accelerators as catalog } from "../catalog/accelerators.ts";
import { below, locate, type Place } from "./complaints.ts";
import type { ResourcesDraft } from "./draft.ts";
import type { Accelerators, Amount, Resources } from "./pipeline.ts";
import { describe, type SlotReader } from "./slot.ts";
import { suggest } from "./suggest.ts";

/** One set of keys with the place of each: an entry of `any_of` is laid over the keys beside it. */
interface Layer {
  readonly value: ResourcesDraft;
  placeOf(key: keyof ResourcesDraft): Place;
}

const none: Resources = { accelerators: [], useSpot: false, numNodes: 1 };

/** The alternatives of `any_of` laid over the rest, in order; one where there is no `any_of`. */
export function readResources(
  draft: ResourcesDraft | undefined,
  place: Place,
  reader: SlotReader,
): readonly [Resources, ...Resources[]] {
  if (!draft) return [none];
  const { any_of: alternatives = [], ...rest } = draft;
  const layers = alternatives.map((value, index): Layer => {
    const own = below(place, "any_of", index);
    return {
      value: { ...rest, ...value },
      placeOf: (key) => below(Object.hasOwn(value, key) ? own : place, key),
    };
  });
  const [first = { value: rest, placeOf: (key) => below(place, key) }, ...others] = layers;
  return [readLayer(first, reader), ...others.map((layer) => readLayer(layer, reader))];
}

function readLayer({ value, placeOf }: Layer, reader: SlotReader): Resources {
  const amount = (key: "cpus" | "memory") => readAmount(value[key], placeOf(key), reader);
  const size = (key: "disk_size" | "shm_size") => readSize(value[key], placeOf(key), reader);
  const [cpus, memory] = [amount("cpus"), amount("memory")];
  const [diskSize, shmSize] = [size("disk_size"), size("shm_size")];
  const { use_spot: spot, num_nodes: nodes, instance_type: type } = value;
  const instanceType = type === undefined ? undefined : reader.text(type, placeOf("instance_type"));
  return {
    accelerators: readAccelerators(value.accelerators, placeOf("accelerators"), reader),
    ...(cpus && { cpus }),
    ...(memory && { memory }),
    ...(diskSize !== undefined && { diskSize }),
    ...(shmSize !== undefined && { shmSize }),
    useSpot: spot !== undefined && reader.boolean(spot, placeOf("use_spot")) === true,
    numNodes: nodes === undefined ? 1 : (reader.integer(nodes, placeOf("num_nodes"), 1) ?? 1),
    ...(instanceType !== undefined && { instanceType }),
  };
}

/** `8` or `8+`; undefined when it is not a positive number. */
function parseAmount(given: unknown): Amount | undefined {
  const [, digits, plus] = /^(\d{1,12}(?:\.\d{1,6})?)(\+?)$/.exec(String(given)) ?? [];
  const value = Number(digits);
  return digits !== undefined && value > 0 ? { value, atLeast: plus === "+" } : undefined;
}

function readAmount(
  given: number | string | undefined,
  place: Place,
  reader: SlotReader,
): Amount | undefined {
  const value = given === undefined ? undefined : reader.json(given, place);
  if (value === undefined) return undefined;
  const amount = parseAmount(value);
  if (!amount) {
    const message = `${describe(value)} is not an amount`;
    reader.complaints.add("invalid-size", locate(place), {
      message,
      hint: "Write a number such as 8, or 8+ where more will do",
    });
  }
  return amount;
}

function readSize(given: number | string | undefined, place: Place, reader: SlotReader): number | undefined {
  const value = given === undefined ? undefined : reader.json(given, place);
  if (value === undefined) return undefined;
  const amount = parseAmount(value);
  if (amount && !amount.atLeast) return amount.value;
  const message = `${describe(value)} is not a size`;
  reader.complaints.add("invalid-size", locate(place), {
    message,
    hint: "Write gigabytes as a number, such as 100",
  });
  return undefined;
}

function readAccelerators(
  given: ResourcesDraft["accelerators"],
  place: Place,
  reader: SlotReader,
): readonly Accelerators[] {
  if (given === undefined) return [];
  const items = typeof given === "string" ? [given] : given;
  return items.flatMap((item, index) => {
    const at = typeof given === "string" ? place : below(place, index);
    const text = reader.text(item, at);
    const found = text === undefined ? undefined : readAccelerator(text.trim(), at, reader);
    return found ? [found] : [];
  });
}

function readAccelerator(text: string, place: Place, { complaints }: SlotReader): Accelerators | undefined {
  const colon = text.lastIndexOf(":");
  const given = colon < 0 ? text : text.slice(0, colon).trim();
  const digits = colon < 0 ? undefined : text.slice(colon + 1).trim();
  const name = canonicalAccelerator(given);
  if (name === undefined) {
    const known = catalog.map(([canonical]) => canonical);
    const near = suggest(given, known);
    const valid = `The known ones are ${known.join(", ")}`;
    const hint = near === undefined ? valid : `Did you mean "${near}"? ${valid}`;
    complaints.add("unknown-accelerator", locate(place), {
      message: `There is no accelerator "${given}"`,
      hint,
    });
    return undefined;
  }
  const count = digits === undefined ? 1 : Number(/^\d{1,6}$/.exec(digits)?.[0] ?? 0);
  if (count >= 1) return { name, count };
  const message = `"${digits}" is not a number of accelerators`;
  complaints.add("accelerator-count", locate(place), {
    message,
    hint: `Write a whole number of at least 1, such as ${name}:1`,
  });
  return undefined;
}
