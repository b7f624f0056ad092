import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** An image made of programs of this machine: nothing is pulled, so that tests need no registry but their own. */
export interface TestImage {
  readonly name: string;
  /** Path in the image → file of this machine. */
  readonly files: Readonly<Record<string, string>>;
  readonly texts: Readonly<Record<string, string>>;
  /** Path in the image → what it points at. */
  readonly links: Readonly<Record<string, string>>;
  /** Path in the image → permissions. */
  readonly directories: Readonly<Record<string, number>>;
  /** Dockerfile instructions for its configuration. */
  readonly changes: readonly string[];
}

/** Where the odd image starts its programs; nobody but root may write there. */
export const oddWorkdir = "/odd dir/ünï";

const path = "ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** A small one, one with bash, one with Node, one whose configuration is all unusual, and one without a shell. */
export function testImages(): readonly TestImage[] {
  const tools = busybox();
  const withTools = (name: string, files: TestImage["files"], changes: TestImage["changes"] = [path]) => ({
    ...tools,
    name,
    files: { ...tools.files, ...files },
    changes,
  });
  const odd = withTools("stepops-test/odd:1", {}, [
    "USER 1234",
    `WORKDIR ${oddWorkdir}`,
    'ENTRYPOINT ["/bin/sh", "-c", "exit 9"]',
    "ENV HOME=/nowhere",
  ]);
  return [
    withTools("stepops-test/busybox:1", {}),
    withTools("stepops-test/bash:1", program("/bin/bash", "/bin/bash")),
    withTools("stepops-test/node:1", program("/usr/local/bin/node", process.execPath)),
    { ...odd, directories: { ...odd.directories, [oddWorkdir]: 0o755 } },
    {
      name: "stepops-test/nosh:1",
      files: program("/app/true", find("busybox")),
      texts: {},
      links: {},
      directories: {},
      changes: [path],
    },
  ];
}

/** The same for the same content, on whichever machine. */
export function contentOf({ files, ...rest }: TestImage): string {
  const hash = createHash("sha256").update(JSON.stringify(rest));
  for (const [target, source] of Object.entries(files))
    hash.update(`\0${target}\0`).update(readFileSync(source));
  return hash.digest("hex");
}

/** Lays the image's files out below a folder that exists. */
export function stage({ files, texts, links, directories }: TestImage, folder: string): void {
  const at = (target: string): string => {
    mkdirSync(dirname(join(folder, target)), { recursive: true });
    return join(folder, target);
  };
  for (const [directory, mode] of Object.entries(directories)) {
    mkdirSync(at(directory), { recursive: true });
    chmodSync(at(directory), mode);
  }
  for (const [target, source] of Object.entries(files)) copyFileSync(source, at(target));
  for (const [target, text] of Object.entries(texts)) writeFileSync(at(target), text);
  for (const [target, source] of Object.entries(links)) symlinkSync(source, at(target));
}

/** A shell and the usual tools, as small as they come. */
function busybox(): Omit<TestImage, "name" | "changes"> {
  const file = find("busybox");
  const applets = execFileSync(file, ["--list"], { encoding: "utf8" }).trim().split("\n");
  const links = applets.filter((name) => name !== "busybox").map((name) => [`/bin/${name}`, "busybox"]);
  return {
    files: program("/bin/busybox", file),
    texts: { "/etc/passwd": "root:x:0:0:root:/root:/bin/sh\n", "/etc/group": "root:x:0:\n" },
    links: { ...Object.fromEntries(links), "/usr/bin/env": "/bin/busybox" },
    directories: { "/root": 0o755, "/tmp": 0o1777 },
  };
}

/** A program with the libraries that it is linked to; none when it is static. */
function program(target: string, source: string): TestImage["files"] {
  const { stdout } = spawnSync("ldd", [source], { encoding: "utf8" });
  const libraries = [...stdout.matchAll(/(\/\S+) \(0x[0-9a-f]+\)/g)].map(([, library = ""]) => library);
  return { ...Object.fromEntries(libraries.map((library) => [library, library])), [target]: source };
}

function find(command: string): string {
  const { stdout } = spawnSync("sh", ["-c", `command -v ${command}`], { encoding: "utf8" });
  if (stdout === "") throw new Error(`${command} is not on PATH: install it with .ci/run`);
  return stdout.trim();
}
