import { describe, expect, test } from "vitest";
import { type EngineFaultReason, engineFault, missingClient } from "../../src/container/engine-fault.ts";

/** As clients print them, of Docker 20.10 to 29 and of podman under the name docker. */
const messages: readonly (readonly [EngineFaultReason, string, string])[] = [
  ["missing", missingClient, "there is no docker command on PATH"],
  [
    "unreachable",
    "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?",
    "Docker does not answer: Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?",
  ],
  [
    "unreachable",
    "failed to connect to the docker API at unix:///var/run/docker.sock; check if the path is correct and if the daemon is running: dial unix /var/run/docker.sock: connect: no such file or directory",
    "Docker does not answer: failed to connect to the docker API at unix:///var/run/docker.sock; check if the path is correct and if the daemon is running: dial unix /var/run/docker.sock: connect: no such file or directory",
  ],
  [
    "unreachable",
    'error during connect: Get "http://docker.example.com/v1.24/info": command [ssh -- gpu-box docker system dial-stdio] has exited with exit status 255, please make sure the URL is valid, and Docker 18.09 or later is installed on the remote host: stderr=ssh: Could not resolve hostname gpu-box: Name or service not known\r\n',
    'Docker does not answer: error during connect: Get "http://docker.example.com/v1.24/info": command [ssh -- gpu-box docker system dial-stdio] has exited with exit status 255, please make sure the URL is valid, and Docker 18.09 or later is installed on the remote host: stderr=ssh: Could not resolve hostname gpu-box: Name or service not known',
  ],
  [
    "unreachable",
    'error during connect: Get "http://gpu-box:2375/v1.50/info": dial tcp: lookup gpu-box on 127.0.0.53:53: no such host',
    'Docker does not answer: error during connect: Get "http://gpu-box:2375/v1.50/info": dial tcp: lookup gpu-box on 127.0.0.53:53: no such host',
  ],
  [
    "unreachable",
    'Failed to initialize: unable to resolve docker endpoint: context "gpu": context not found: open /root/.docker/contexts/meta/ca37/meta.json: no such file or directory',
    'Docker does not answer: Failed to initialize: unable to resolve docker endpoint: context "gpu": context not found: open /root/.docker/contexts/meta/ca37/meta.json: no such file or directory',
  ],
  [
    "unreachable",
    'unable to resolve docker endpoint: context "gpu" does not exist',
    'Docker does not answer: unable to resolve docker endpoint: context "gpu" does not exist',
  ],
  [
    "unreachable",
    "Cannot connect to Podman. Please verify your connection to the Linux system using `podman system connection list`\nError: unable to connect to Podman socket: failed to connect: dial tcp 127.0.0.1:63733: connect: connection refused",
    "Docker does not answer: Cannot connect to Podman. Please verify your connection to the Linux system using `podman system connection list`",
  ],
  ["unreachable", "no answer in time", "Docker does not answer: no answer in time"],
  [
    "not-allowed",
    'Got permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get "http://%2Fvar%2Frun%2Fdocker.sock/v1.24/info": dial unix /var/run/docker.sock: connect: permission denied',
    'this user may not talk to Docker: Got permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get "http://%2Fvar%2Frun%2Fdocker.sock/v1.24/info": dial unix /var/run/docker.sock: connect: permission denied',
  ],
  [
    "not-allowed",
    "permission denied while trying to connect to the docker API at unix:///var/run/docker.sock",
    "this user may not talk to Docker: permission denied while trying to connect to the docker API at unix:///var/run/docker.sock",
  ],
  [
    "no-gpu",
    "docker: Error response from daemon: could not select device driver \"\" with capabilities: [[gpu]].\nSee 'docker run --help'.",
    'Docker cannot give a container a GPU: could not select device driver "" with capabilities: [[gpu]]',
  ],
  [
    "no-gpu",
    "docker: Error response from daemon: failed to discover GPU vendor from CDI: no known GPU vendor found\n\nRun 'docker run --help' for more information",
    "Docker cannot give a container a GPU: failed to discover GPU vendor from CDI: no known GPU vendor found",
  ],
  [
    "no-gpu",
    "docker: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: error running prestart hook #0: exit status 1, stdout: , stderr: Auto-detected mode as 'legacy'\nnvidia-container-cli: initialization error: nvml error: driver not loaded: unknown",
    "Docker cannot give a container a GPU: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: error running prestart hook #0: exit status 1, stdout: , stderr: Auto-detected mode as 'legacy'",
  ],
  [
    "no-gpu",
    "docker: Error response from daemon: unknown or invalid runtime name: nvidia.",
    "Docker cannot give a container a GPU: unknown or invalid runtime name: nvidia",
  ],
  [
    "no-gpu",
    "Emulate Docker CLI using podman. Create /etc/containers/nodocker to quiet msg.\nError: setting up CDI devices: unresolvable CDI devices nvidia.com/gpu=all",
    "Docker cannot give a container a GPU: Error: setting up CDI devices: unresolvable CDI devices nvidia.com/gpu=all",
  ],
  [
    "bind-missing",
    "docker: Error response from daemon: invalid mount config for type \"bind\": bind source path does not exist: /work/x.\nSee 'docker run --help'.",
    'Docker does not see the files of this machine: invalid mount config for type "bind": bind source path does not exist: /work/x',
  ],
  [
    "no-space",
    "docker: Error response from daemon: mkdir /var/lib/docker/overlay2/1-init: no space left on device.",
    "the disk of Docker is full: mkdir /var/lib/docker/overlay2/1-init: no space left on device",
  ],
  [
    "other",
    "docker: Error response from daemon: No such image: nosuch:1.\nSee 'docker run --help'.",
    "Docker refused: No such image: nosuch:1",
  ],
  [
    "other",
    "WARNING: Error loading config file: /root/.docker/config.json\ndocker: Error response from daemon: unable to find user nobodyy: no matching entries in passwd file\n\nRun 'docker run --help' for more information",
    "Docker refused: unable to find user nobodyy: no matching entries in passwd file",
  ],
  ["other", "", "Docker refused, without a reason"],
  ["other", "See 'docker run --help'.\n", "Docker refused, without a reason"],
];

describe("what the client says is", () => {
  test.each(messages)("%s: %s", (reason, stderr, message) => {
    expect(engineFault(stderr, "Docker")).toMatchObject({ reason, message });
  });
});

test("each names the engine that is meant, and says what to do next, without a full stop", () => {
  for (const [reason, stderr] of messages) {
    const { message, hint } = engineFault(stderr, "Docker at ssh://gpu-box");
    if (reason !== "missing") expect(message).toContain("Docker at ssh://gpu-box");
    expect(hint).toMatch(/^[A-Z].*[^.]$/);
  }
});

test("a complaint of any length becomes a message of one line", () => {
  const { message } = engineFault(`docker: ${"x".repeat(100_000)}\nmore`, "Docker");
  expect(message).toBe(`Docker refused: ${"x".repeat(500)}`);
});
