import { type BucketUri, parseBucketUri } from "./bucket.ts";
import { below, type Complaints, locate, type Place } from "./complaints.ts";
import type { Json, Mapping, StackDraft } from "./draft.ts";
import { checkSettings, type Setting } from "./settings.ts";

/** Where a stack keeps outputs, the cache and the journals of runs. */
export type StoreAddress =
  /** `path`: absolute, or relative to the pipeline's folder. */
  | { readonly kind: "local"; readonly path: string }
  /** The key of the URI is empty or ends in `/`. */
  | { readonly kind: "bucket"; readonly uri: BucketUri };

type StoreDraft = NonNullable<StackDraft["artifact_store"]>;

const uriOf = (example: string): Setting => ({
  type: "string",
  description: "Bucket or container and prefix under which everything is kept.",
  examples: [example],
});

const stores: Mapping<{ readonly kind?: BucketUri["kind"]; readonly settings: Mapping<Setting> }> = {
  local: {
    settings: {
      path: {
        type: "string",
        description:
          "The folder; relative to the pipeline's own. By default `.stepops/store` of the checkout.",
        examples: ["/mnt/nfs/stepops"],
        // Nothing here expands what a shell would, and the pipeline's own folder is no place for it.
        pattern: "^(?!~|\\.{0,2}/*$)[^$]+$",
      },
    },
  },
  s3: { kind: "s3", settings: { uri: uriOf("s3://acme-ml/stepops") } },
  gcs: { kind: "gcs", settings: { uri: uriOf("gs://acme-ml/stepops") } },
  azure: { kind: "azure", settings: { uri: uriOf("az://acme/ml/stepops") } },
};

/** `place`: of the stack. */
export function checkArtifactStore(
  { artifact_store: store }: StackDraft,
  place: Place,
  complaints: Complaints,
): void {
  if (!store) return;
  const known = stores[store.type];
  // Of another type the schema has complained.
  if (!known) return;
  const { type, ...given } = store;
  const at = below(place, "artifact_store");
  checkSettings({ given, known: known.settings, owner: `The artifact store ${type}`, place: at, complaints });
  if (known.kind !== undefined) checkUri({ ...known, kind: known.kind }, { store, place: at, complaints });
}

function checkUri(
  { kind, settings }: { readonly kind: BucketUri["kind"]; readonly settings: Mapping<Setting> },
  {
    store,
    place,
    complaints,
  }: { readonly store: StoreDraft; readonly place: Place; readonly complaints: Complaints },
): void {
  const hint = `Write it as in \`uri: ${settings.uri?.examples[0]}\``;
  const { uri } = store;
  if (uri === undefined) {
    if (place.draft.isLost([...place.path, "uri"])) return;
    complaints.add("missing-key", locate(below(place, "type")), {
      message: `The artifact store ${store.type} needs a uri`,
      hint,
    });
    return;
  }
  if (typeof uri !== "string") return;
  const parsed = parseBucketUri(uri);
  const at = locate(below(place, "uri"));
  if (!parsed.ok) complaints.add("invalid-value", at, parsed.error);
  else if (parsed.value.kind !== kind)
    complaints.add("invalid-value", at, {
      message: `"${uri}" is no place for an artifact store of type ${store.type}`,
      hint,
    });
}

/** Of a draft without faults. */
export function readArtifactStore(
  store: { readonly type: string; readonly [setting: string]: Json } | undefined,
): StoreAddress | undefined {
  if (!store) return undefined;
  const { type, uri, path } = store;
  if (type === "local") return typeof path === "string" ? { kind: "local", path } : undefined;
  const parsed = typeof uri === "string" ? parseBucketUri(uri) : undefined;
  if (!parsed?.ok) return undefined;
  const { key } = parsed.value;
  return { kind: "bucket", uri: { ...parsed.value, key: key === "" || key.endsWith("/") ? key : `${key}/` } };
}
