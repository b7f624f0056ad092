import { basename, dirname, relative, resolve, sep } from "node:path";
import type { Host } from "./host/host.ts";
import type { Json, Mapping } from "./pipeline/draft.ts";
import { findCheckout, type Head, head, remoteUrl } from "./run/git.ts";
import { githubContext } from "./run/github.ts";

/** Where a pipeline file lies, and what git and the workflow say of that place. Found by reading files only. */
export interface Place {
  /** Folder of the pipeline file: what its paths are relative to. */
  readonly root: string;
  /** Top of the git checkout; without git the pipeline's own folder. */
  readonly checkout: string;
  /** Of the pipeline file, relative to the checkout, with slashes. */
  readonly pipelinePath: string;
  readonly folderName: string;
  readonly head?: Head;
  readonly remote?: string;
  readonly github: Mapping<Json>;
}

export async function findPlace(
  input: { readonly file: string; readonly cwd: string; readonly env: Mapping<string> },
  { files }: Pick<Host, "files">,
): Promise<Place> {
  const path = resolve(input.cwd, input.file);
  const root = (await files.realpath(dirname(path))) ?? dirname(path);
  const { root: checkout, gitDir } = await findCheckout(files, root);
  const at = gitDir === undefined ? undefined : await head(files, gitDir);
  const remote = gitDir === undefined ? undefined : await remoteUrl(files, gitDir);
  return {
    root,
    checkout,
    pipelinePath: relative(checkout, resolve(root, basename(path))).replaceAll(sep, "/"),
    folderName: basename(root),
    github: await githubContext({ env: input.env, files, head: at }),
    ...(at && { head: at }),
    ...(remote !== undefined && { remote }),
  };
}
