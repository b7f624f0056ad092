import { EventEmitter } from "node:events";
import { Readable } from "node:stream";
import type { Io } from "../../src/cli/io.ts";
import { main } from "../../src/cli/program.ts";
import { nodeAttach } from "../../src/host/node-attach.ts";
import { nodeHost } from "../../src/host/node-host.ts";
import type { Terminal } from "../../src/report/live.ts";

export interface FakeIo {
  readonly io: Io;
  stdout(): string;
  stderr(): string;
  readonly exits: number[];
}

function sink(): { readonly stream: Terminal; text(): string } {
  const parts: string[] = [];
  // An emitter that looks like a stream is enough for styleText, and writes in order.
  const stream = Object.assign(new EventEmitter(), {
    writable: true,
    write: (text: string) => parts.push(text) > 0,
    end: () => undefined,
    _writableState: {},
  }) as unknown as Terminal;
  return { stream, text: () => parts.join("") };
}

export function fakeIo(more: Partial<Io> = {}): FakeIo {
  const out = sink();
  const err = sink();
  const exits: number[] = [];
  const io: Io = {
    stdout: out.stream,
    stderr: err.stream,
    stdin: Readable.from([]),
    env: {},
    cwd: "/nowhere",
    platform: "linux",
    files: async () => nodeHost.files,
    host: async () => nodeHost,
    attach: async () => nodeAttach,
    exit: (code) => void exits.push(code),
    ...more,
  };
  return { io, stdout: out.text, stderr: err.text, exits };
}

export interface Said {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** One command line through the program, in this process. */
export async function say(argv: readonly string[], more: Partial<Io> = {}): Promise<Said> {
  const fake = fakeIo(more);
  const code = await main(argv, fake.io);
  return { code, stdout: fake.stdout(), stderr: fake.stderr() };
}
