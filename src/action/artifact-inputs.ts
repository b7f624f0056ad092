import { err, ok, type Result } from "../pipeline/result.ts";

/** What the action's inputs say of artifacts. */
export interface ArtifactInputs {
  readonly isOn: boolean;
  /** Bytes of one output. */
  readonly sizeLimit: number;
  readonly retentionDays?: number;
}

const units: Readonly<Record<string, number>> = {
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
};

/** The texts of the inputs; an empty one was not given. Error: a message. */
export function parseArtifactInputs(texts: {
  readonly upload: string;
  readonly sizeLimit: string;
  readonly retentionDays: string;
}): Result<ArtifactInputs, string> {
  const { upload, sizeLimit, retentionDays } = texts;
  if (!["", "default", "none"].includes(upload))
    return err(`the input upload-artifacts is ${upload}: write default or none`);
  const [, count = "", unit = ""] = /^([\d.]+)\s*([a-z]+)$/i.exec(sizeLimit.trim() || "2 GB") ?? [];
  const limit = Number(count) * (units[unit.toLowerCase()] ?? Number.NaN);
  if (!Number.isFinite(limit))
    return err(`the input artifact-size-limit is ${sizeLimit}: write a number and a unit, such as 500 MB`);
  if (!/^(?:[1-9]\d{0,3})?$/.test(retentionDays.trim()))
    return err(`the input artifact-retention-days is ${retentionDays}: write a number of days, such as 30`);
  const days = Number(retentionDays);
  return ok({ isOn: upload !== "none", sizeLimit: limit, ...(days > 0 && { retentionDays: days }) });
}
