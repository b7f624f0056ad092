/** An accelerator's canonical name, then other spellings of it. */
type Row = readonly [name: string, ...aliases: string[]];

const nvidia: readonly Row[] = [
  ["K80", "tesla-k80"],
  ["M4000", "quadro-m4000"],
  ["M60", "tesla-m60"],
  ["P4", "tesla-p4"],
  ["P4000", "quadro-p4000"],
  ["P100", "tesla-p100"],
  ["V100", "tesla-v100", "v100-16gb"],
  ["V100-32GB", "v100-sxm3-32gb"],
  ["T4", "tesla-t4"],
  ["T4G"],
  ["RTX4000", "rtx-4000", "quadro-rtx-4000"],
  ["RTX5000", "rtx-5000", "quadro-rtx-5000"],
  ["RTX6000", "rtx-6000", "quadro-rtx-6000"],
  ["RTX2080Ti", "rtx-2080-ti"],
  ["RTX3060", "rtx-3060"],
  ["RTX3070", "rtx-3070"],
  ["RTX3080", "rtx-3080"],
  ["RTX3090", "rtx-3090"],
  ["RTX4080", "rtx-4080"],
  ["RTX4090", "rtx-4090"],
  ["RTX5080", "rtx-5080"],
  ["RTX5090", "rtx-5090"],
  ["RTXA4000", "rtx-a4000", "a4000"],
  ["RTXA4500", "rtx-a4500", "a4500"],
  ["RTXA5000", "rtx-a5000", "a5000"],
  ["RTXA6000", "rtx-a6000", "a6000"],
  ["RTX4000-Ada", "rtx-4000-ada"],
  ["RTX5000-Ada", "rtx-5000-ada"],
  ["RTX6000-Ada", "rtx-6000-ada"],
  ["RTXPRO6000", "rtx-pro-6000", "rtx-pro-6000-blackwell"],
  ["A10"],
  ["A10G", "nvidia-a10g"],
  ["A16"],
  ["A30"],
  ["A40"],
  ["L4", "nvidia-l4"],
  ["L40"],
  ["L40S", "nvidia-l40s"],
  ["A100", "a100-40gb", "nvidia-tesla-a100", "nvidia-a100", "a100-40g"],
  ["A100-80GB", "a100-80g", "nvidia-a100-80gb"],
  ["H100", "h100-80gb", "nvidia-h100", "nvidia-h100-80gb", "h100-sxm"],
  ["H100-NVL"],
  ["H200", "h200-141gb", "nvidia-h200"],
  ["GH200", "gh200-96gb"],
  ["B200", "nvidia-b200"],
  ["GB200"],
  ["B300"],
  ["GB300"],
];

const amd: readonly Row[] = [
  ["Radeon Pro V520", "v520"],
  ["MI25", "radeon-mi25"],
  ["MI100"],
  ["MI210"],
  ["MI250"],
  ["MI300X", "instinct-mi300x"],
  ["MI325X"],
  ["MI355X"],
];

const aws: readonly Row[] = [
  ["Trainium", "trn1", "trainium1"],
  ["Trainium2", "trn2"],
  ["Inferentia", "inf1", "inferentia1"],
  ["Inferentia2", "inf2"],
];

// A TPU's suffix is the number of cores (v2 to v4, v5p) or of chips (v5e, v6e) of the slice: `tpu-v5e-8:1`.
const google: readonly Row[] = [
  ["tpu-v2", "v2-tpu", "tpuv2"],
  ["tpu-v3", "v3-tpu", "tpuv3"],
  ["tpu-v4", "v4-tpu", "tpuv4"],
  ["tpu-v5e", "tpu-v5-lite", "tpu-v5litepod", "tpuv5e"],
  ["tpu-v5p", "tpuv5p"],
  ["tpu-v6e", "trillium", "tpuv6e"],
  ["tpu-v7", "ironwood", "tpu7x"],
];

const intel: readonly Row[] = [["Gaudi", "gaudi1", "hl-205"], ["Gaudi2", "hl-225"], ["Gaudi3"]];

/** Accelerators that a step may ask for; names follow SkyPilot's, which many files already use. */
export const accelerators: readonly Row[] = [...nvidia, ...amd, ...aws, ...google, ...intel];

// Spellings differ in case, spaces, `_` and `-` only too often: `RTX 3090`, `rtx_3090`, `A100_80GB`.
const folded = (name: string): string => name.toLowerCase().replaceAll(/[\s_-]/g, "");

const slice = /^(tpu-v(?:2|3|4|5e|5p|6e|7))-(\d{1,5})$/;

let known: ReadonlyMap<string, string> | undefined;

function names(): ReadonlyMap<string, string> {
  known ??= new Map(
    accelerators.flatMap(([name, ...aliases]) =>
      [name, ...aliases].map((spelling) => [folded(spelling), name]),
    ),
  );
  return known;
}

/** The canonical name of an accelerator, whatever its case and separators; a TPU may carry the size of its slice. */
export function canonicalAccelerator(given: string): string | undefined {
  const [, family, size] = slice.exec(given.toLowerCase()) ?? [];
  return family === undefined ? names().get(folded(given)) : `${family}-${Number(size)}`;
}

/** Whether an accelerator's programs are built with CUDA. `name`: a canonical one. */
export const isNvidia = (name: string): boolean => nvidia.some(([canonical]) => canonical === name);
