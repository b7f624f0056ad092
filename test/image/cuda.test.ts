import { expect, test } from "vitest";
import { showsCuda } from "../../src/image/cuda.ts";
import type { Mapping } from "../../src/pipeline/draft.ts";

const system = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
const cudaRequirement = "cuda>=12.4 brand=tesla,driver>=470,driver<471 brand=unknown,driver>=470,driver<471";

/** What images of these names have, as far as it matters here. */
const images: readonly (readonly [string, boolean, Mapping<string>, Mapping<string>?])[] = [
  [
    "nvidia/cuda:12.4.1-base-ubuntu22.04",
    true,
    {
      PATH: `/usr/local/nvidia/bin:/usr/local/cuda/bin:${system}`,
      NVARCH: "x86_64",
      NVIDIA_REQUIRE_CUDA: cudaRequirement,
      NV_CUDA_CUDART_VERSION: "12.4.127-1",
      NV_CUDA_COMPAT_PACKAGE: "cuda-compat-12-4",
      CUDA_VERSION: "12.4.1",
      LD_LIBRARY_PATH: "/usr/local/nvidia/lib:/usr/local/nvidia/lib64",
      NVIDIA_VISIBLE_DEVICES: "all",
      NVIDIA_DRIVER_CAPABILITIES: "compute,utility",
    },
    { maintainer: "NVIDIA CORPORATION <cudatools@nvidia.com>" },
  ],
  [
    "pytorch/pytorch:2.5.1-cuda12.4-cudnn9-runtime",
    true,
    {
      PATH: `/opt/conda/bin:/usr/local/nvidia/bin:/usr/local/cuda/bin:${system}`,
      NVIDIA_VISIBLE_DEVICES: "all",
      NVIDIA_DRIVER_CAPABILITIES: "compute,utility",
      LD_LIBRARY_PATH: "/usr/local/nvidia/lib:/usr/local/nvidia/lib64",
      PYTORCH_VERSION: "2.5.1",
    },
  ],
  [
    "tensorflow/tensorflow:2.15.0-gpu",
    true,
    {
      PATH: `/usr/local/nvidia/bin:/usr/local/cuda/bin:${system}`,
      NVIDIA_REQUIRE_CUDA: cudaRequirement,
      CUDA_VERSION: "12.2.2",
      LD_LIBRARY_PATH: "/usr/local/cuda/extras/CUPTI/lib64:/usr/local/cuda/lib64",
      LANG: "C.UTF-8",
    },
  ],
  ["tensorflow/tensorflow:2.15.0", false, { PATH: system, LANG: "C.UTF-8", PYTHONIOENCODING: "utf-8" }],
  ["python:3.13-slim", false, { PATH: system, PYTHON_VERSION: "3.13.1", PYTHON_SHA256: "9cf9" }],
  ["continuumio/miniconda3", false, { PATH: `/opt/conda/bin:${system}`, LC_ALL: "C.UTF-8" }],
  ["ubuntu:24.04", false, { PATH: system }, { "org.opencontainers.image.version": "24.04" }],
  ["rocm/dev-ubuntu-22.04 and what is made of it", true, { PATH: `${system}:/opt/rocm/bin` }],
  ["an image with ROCm of its own", true, { ROCM_PATH: "/opt/rocm-6.1.0" }],
  ["a folder of CUDA's with its version", true, { LD_LIBRARY_PATH: "/usr/local/cuda-12.4/lib64" }],
  ["wheels with their libraries", true, { LD_LIBRARY_PATH: "/venv/site-packages/nvidia/cudnn/lib" }],
  ["the variables that a package sets", true, { NV_CUDA_LIB_VERSION: "12.4.1-1" }],
  ["a label of the old images", true, {}, { "com.nvidia.cudnn.version": "8.9.6.50" }],
  ["a label in words", true, {}, { description: "Training, with CUDA 12" }],
  ["devices that it does not want", false, { NVIDIA_VISIBLE_DEVICES: "void", CUDA_VERSION: "" }],
  ["the word in another variable", false, { MODEL_NAME: "barracuda", NOTE: "/cuda" }],
  ["the word inside another in a label", false, {}, { name: "barracuda" }],
  ["nothing at all", false, {}],
];

test.each(images.map(([name, shows, env, labels = {}]) => ({ name, shows, env, labels })))(
  "$name: $shows",
  ({ shows, env, labels }) => {
    expect(showsCuda({ env, labels })).toBe(shows);
  },
);
