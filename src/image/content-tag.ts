import type { Mapping } from "../pipeline/draft.ts";
import { compareCodePoints } from "../pipeline/paths.ts";
import { sha256Of } from "../run/sha256.ts";

/** All that can make one build's image differ from another's. */
export interface ImageContent {
  /** Of the repository whose runs share images. */
  readonly repositoryId: string;
  /** Of the context's files. */
  readonly contextDigest: string;
  readonly dockerfile: string;
  readonly target?: string;
  readonly args: Mapping<string>;
  /** Always given: the same tag must not mean another image on a machine of another architecture. */
  readonly platform: string;
  /** Base image → its digest. */
  readonly bases: Mapping<string>;
}

/** 32 hexadecimal digits, the same for the same content in whichever trust domain; what a fingerprint goes by. */
export function contentHash(content: ImageContent): string {
  const { repositoryId, contextDigest, dockerfile, target, args, platform, bases } = content;
  const parts = [
    "stepops-image-1",
    repositoryId,
    contextDigest,
    dockerfile,
    target ?? null,
    sorted(args),
    platform,
    sorted(bases),
  ];
  return sha256Of(JSON.stringify(parts)).slice(0, 32);
}

/** What the order of keys in a file is no part of. */
const sorted = (mapping: Mapping<string>): readonly (readonly [string, string])[] =>
  Object.entries(mapping).sort(([left], [right]) => compareCodePoints(left, right));

/** The tag that a run of the domain gives to what it builds; nobody outside the domain gives the same one. */
export const contentTag = (hash: string, trustDomain: string): string => `${prefix(trustDomain)}-${hash}`;

/** The tags whose images a run of the domain believes, its own first: those of its own domain and trusted ones. */
export const reusableTags = (hash: string, trustDomain: string): readonly string[] => [
  ...new Set([contentTag(hash, trustDomain), contentTag(hash, "trusted")]),
];

/** A domain's name may be long and, in one that is not trusted, was chosen by whoever opened the branch. */
const prefix = (trustDomain: string): string =>
  trustDomain === "trusted" ? "trusted" : `untrusted-${sha256Of(trustDomain).slice(0, 16)}`;
