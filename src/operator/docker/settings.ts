import type { FlavorSettings } from "../../pipeline/settings.ts";

/** Settings of the flavor `docker`: containers on this machine's Docker engine, or on another one. */
export const dockerSettings: FlavorSettings = {
  operator: {
    host: {
      type: "string",
      description:
        "The Docker engine, as DOCKER_HOST has it. By default the one that the docker command finds. Where it is on another machine, a step's folder is copied there and back.",
      examples: ["ssh://me@gpu-box", "unix:///run/user/1000/docker.sock"],
      pattern: "^(unix|tcp|ssh|npipe|fd)://",
    },
    context: {
      type: "string",
      description: "The Docker engine, by the name of a context that `docker context ls` shows.",
      examples: ["gpu-box"],
      pattern: "^[A-Za-z0-9][A-Za-z0-9_.+-]*$",
    },
    base_image: {
      type: "string",
      description: "Image of steps that name none.",
      examples: ["python:3.13-slim"],
      format: "image",
    },
    copy_images: {
      type: "boolean",
      description:
        "Copies the images that steps name into the stack's `container_registry` first, by digest, for an engine that can pull from nowhere else. Images that are built go there in any case.",
      examples: [true],
    },
  },
  step: {
    require_gpu: {
      type: "boolean",
      description:
        "Whether a step that asks for accelerators and sees none fails, with cause `config`. By default it is warned.",
      examples: [true],
    },
  },
};
