/**
 * Accelerators that a step may ask for. Names follow SkyPilot's (`sky show-gpus`), which most files already use;
 * memory is that of one device in GB as its maker's data sheet states it (NVIDIA, AMD, AWS Neuron, Google Cloud TPU
 * documentation), reviewed in November 2026.
 */
export interface Accelerator {
  readonly name: string;
  readonly maker: "NVIDIA" | "AMD" | "AWS" | "Google" | "Intel";
  /** Of one device (of one chip for a TPU), in GB. */
  readonly memoryGb: number;
  readonly aliases: readonly string[];
}

type Row = readonly [name: string, memoryGb: number, ...aliases: string[]];

const nvidia: readonly Row[] = [
  ["K80", 12, "tesla-k80"],
  ["M4000", 8, "quadro-m4000"],
  ["M60", 8, "tesla-m60"],
  ["P4", 8, "tesla-p4"],
  ["P4000", 8, "quadro-p4000"],
  ["P100", 16, "tesla-p100"],
  ["V100", 16, "tesla-v100", "v100-16gb"],
  ["V100-32GB", 32, "v100-sxm3-32gb"],
  ["T4", 16, "tesla-t4"],
  ["T4G", 16],
  ["RTX4000", 8, "rtx-4000", "quadro-rtx-4000"],
  ["RTX5000", 16, "rtx-5000", "quadro-rtx-5000"],
  ["RTX6000", 24, "rtx-6000", "quadro-rtx-6000"],
  ["RTX2080Ti", 11, "rtx-2080-ti"],
  ["RTX3060", 12, "rtx-3060"],
  ["RTX3070", 8, "rtx-3070"],
  ["RTX3080", 10, "rtx-3080"],
  ["RTX3090", 24, "rtx-3090"],
  ["RTX4080", 16, "rtx-4080"],
  ["RTX4090", 24, "rtx-4090"],
  ["RTX5080", 16, "rtx-5080"],
  ["RTX5090", 32, "rtx-5090"],
  ["RTXA4000", 16, "rtx-a4000", "a4000"],
  ["RTXA4500", 20, "rtx-a4500", "a4500"],
  ["RTXA5000", 24, "rtx-a5000", "a5000"],
  ["RTXA6000", 48, "rtx-a6000", "a6000"],
  ["RTX4000-Ada", 20, "rtx-4000-ada"],
  ["RTX5000-Ada", 32, "rtx-5000-ada"],
  ["RTX6000-Ada", 48, "rtx-6000-ada"],
  ["RTXPRO6000", 96, "rtx-pro-6000", "rtx-pro-6000-blackwell"],
  ["A10", 24],
  ["A10G", 24, "nvidia-a10g"],
  ["A16", 16],
  ["A30", 24],
  ["A40", 48],
  ["L4", 24, "nvidia-l4"],
  ["L40", 48],
  ["L40S", 48, "nvidia-l40s"],
  ["A100", 40, "a100-40gb", "nvidia-tesla-a100", "nvidia-a100", "a100-40g"],
  ["A100-80GB", 80, "a100-80g", "nvidia-a100-80gb"],
  ["H100", 80, "h100-80gb", "nvidia-h100", "nvidia-h100-80gb", "h100-sxm"],
  ["H100-NVL", 94],
  ["H200", 141, "h200-141gb", "nvidia-h200"],
  ["GH200", 96, "gh200-96gb"],
  ["B200", 180, "nvidia-b200"],
  ["GB200", 186],
  ["B300", 288],
  ["GB300", 288],
];

const amd: readonly Row[] = [
  ["Radeon Pro V520", 8, "v520"],
  ["MI25", 16, "radeon-mi25"],
  ["MI100", 32],
  ["MI210", 64],
  ["MI250", 128],
  ["MI300X", 192, "instinct-mi300x"],
  ["MI325X", 256],
  ["MI355X", 288],
];

const aws: readonly Row[] = [
  ["Trainium", 32, "trn1", "trainium1"],
  ["Trainium2", 96, "trn2"],
  ["Inferentia", 8, "inf1", "inferentia1"],
  ["Inferentia2", 32, "inf2"],
];

// A TPU's suffix is the number of cores (v2 to v4, v5p) or of chips (v5e, v6e) of the slice: `tpu-v5e-8:1`.
const google: readonly Row[] = [
  ["tpu-v2", 16, "v2-tpu", "tpuv2"],
  ["tpu-v3", 32, "v3-tpu", "tpuv3"],
  ["tpu-v4", 32, "v4-tpu", "tpuv4"],
  ["tpu-v5e", 16, "tpu-v5-lite", "tpu-v5litepod", "tpuv5e"],
  ["tpu-v5p", 95, "tpuv5p"],
  ["tpu-v6e", 32, "trillium", "tpuv6e"],
  ["tpu-v7", 192, "ironwood", "tpu7x"],
];

const intel: readonly Row[] = [
  ["Gaudi", 32, "gaudi1", "hl-205"],
  ["Gaudi2", 96, "hl-225"],
  ["Gaudi3", 128],
];

const of =
  (maker: Accelerator["maker"]) =>
  ([name, memoryGb, ...aliases]: Row): Accelerator => ({ name, maker, memoryGb, aliases });

export const accelerators: readonly Accelerator[] = [
  ...nvidia.map(of("NVIDIA")),
  ...amd.map(of("AMD")),
  ...aws.map(of("AWS")),
  ...google.map(of("Google")),
  ...intel.map(of("Intel")),
];

// Spellings differ in case, spaces, `_` and `-` only too often: `RTX 3090`, `rtx_3090`, `A100_80GB`.
const folded = (name: string): string => name.toLowerCase().replaceAll(/[\s_-]/g, "");

const slice = /^(tpu-v(?:2|3|4|5e|5p|6e|7))-(\d{1,5})$/;

let known: ReadonlyMap<string, string> | undefined;

function names(): ReadonlyMap<string, string> {
  known ??= new Map(
    accelerators.flatMap(({ name, aliases }) => [name, ...aliases].map((n) => [folded(n), name])),
  );
  return known;
}

/** The canonical name of an accelerator, whatever its case and separators; a TPU may carry the size of its slice. */
export function canonicalAccelerator(given: string): string | undefined {
  const [, family, size] = slice.exec(given.toLowerCase()) ?? [];
  return family === undefined ? names().get(folded(given)) : `${family}-${Number(size)}`;
}
