import { join } from "node:path";
import { defineConfig, type Plugin, type PreRenderedChunk } from "rolldown";
import { minifyModule } from "./scripts/minify.ts";
import { bundledPackages, renderNotices } from "./scripts/notices.ts";
import { errorPages } from "./src/cli/error-pages.ts";

/** What a self-contained `dist/` needs beside its code. */
const companions: Plugin = {
  name: "companions",
  generateBundle(_options, bundle) {
    const modules = Object.values(bundle).flatMap((file) => (file.type === "chunk" ? file.moduleIds : []));
    const source = renderNotices(bundledPackages(modules));
    this.emitFile({ type: "asset", fileName: "THIRD_PARTY_NOTICES.txt", source });
    // Node takes `.js` for CommonJS unless the nearest package.json says otherwise, and an action's folder may have none.
    this.emitFile({ type: "asset", fileName: "package.json", source: '{ "type": "module" }\n' });
  },
};

/** The pages of docs/errors as text: `stepops explain` is all of the docs that an installed stepops has. */
const pages: Plugin = {
  name: "pages",
  load: (id) =>
    id.replaceAll("\\", "/").endsWith("/src/cli/error-pages.ts")
      ? `export const errorPages = () => (${JSON.stringify(errorPages(), undefined, 2)});`
      : undefined,
};

/**
 * Packages less what nobody here calls: of @actions/artifact what uploads is a sixth, and a listing of blobs as Arrow needs
 * all of apache-arrow. Messages of GitHub's services are better written by hand than brought with a Protocol Buffers runtime.
 */
const lean: Plugin = {
  name: "lean",
  load(id) {
    const path = /.*\/node_modules\/(.+)\.js$/.exec(id.replaceAll("\\", "/"))?.[1] ?? "";
    const ours = messages[path];
    if (ours !== undefined) return `export * from ${JSON.stringify(join(import.meta.dirname, ours))};`;
    return unused[path]?.map((name) => `export const ${name} = undefined;`).join("\n");
  },
};

const messages: Readonly<Record<string, string>> = {
  "@actions/artifact/lib/generated/index": "src/action/artifact-messages.ts",
  "@actions/cache/lib/generated/results/api/v1/cache.twirp-client": "src/action/store-cache-messages.ts",
};

const unused: Readonly<Record<string, readonly string[]>> = {
  "@actions/artifact/lib/internal/download/download-artifact": [
    "downloadArtifactPublic",
    "downloadArtifactInternal",
  ],
  "@actions/artifact/lib/internal/delete/delete-artifact": ["deleteArtifactPublic", "deleteArtifactInternal"],
  "@actions/artifact/lib/internal/find/get-artifact": ["getArtifactPublic", "getArtifactInternal"],
  "@actions/artifact/lib/internal/find/list-artifacts": ["listArtifactsPublic", "listArtifactsInternal"],
  "@azure/storage-blob/dist/esm/utils/blobListArrowParser": ["parseBlobListArrowResponse"],
};

/** The code of packages, each module by itself, so that ours stays as it was written. */
const minified: Plugin = {
  name: "minified",
  renderChunk: (code, { modules }) =>
    Object.entries(modules).reduce((whole, [id, module]) => {
      if (packageName(id) === undefined || !module.code) return whole;
      const [before, ...rest] = whole.split(module.code);
      if (rest.length !== 1) throw new Error(`the code of ${id} is not to be found in its chunk`);
      return `${before}${minifyModule(module.code)}${rest[0]}`;
    }, code),
};

/** A package's chunk bears its name, not that of its main file, which is often `dist` or `index`. */
function chunkName({ facadeModuleId, moduleIds }: PreRenderedChunk): string {
  const owners = new Set((facadeModuleId ? [facadeModuleId] : moduleIds).map((id) => packageName(id)));
  const [name] = owners;
  return `chunks/${owners.size === 1 && name ? name.replace("@", "").replace("/", "-") : "[name]"}.js`;
}

function packageName(id: string): string | undefined {
  return /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id.replaceAll("\\", "/"))?.[1];
}

export default defineConfig({
  input: {
    cli: "src/cli.ts",
    main: "src/main.ts",
    post: "src/post.ts",
    // Threads of their own; each lies beside the chunk that starts it, as in `src`.
    "chunks/artifact-thread": "src/action/artifact-thread.ts",
    "chunks/store-cache-thread": "src/action/store-cache-thread.ts",
    "chunks/hash-thread": "src/cache/hash-thread.ts",
  },
  platform: "node",
  plugins: [companions, pages, lean, minified],
  output: {
    dir: "dist",
    format: "esm",
    cleanDir: true,
    entryFileNames: "[name].js",
    // No hashes: a change of one file shows as a change of one file.
    chunkFileNames: chunkName,
    minify: false,
    // What every check loads lies in two files: Node takes half a millisecond to find and link each.
    codeSplitting: {
      groups: [
        {
          name: "check",
          test: /src\/(check|load|place)\.ts|src\/pipeline\/|src\/run\/git(hub)?\.ts|src\/host\/node-files|node_modules\/(yaml|@actions\/expressions|fastest-levenshtein)\//,
        },
        {
          name: "program",
          test: /src\/cli\/(args|commands?|exit|help|io|options|output|program|start|validate)\.ts|src\/report\/(format|paint)\.ts|src\/host\/builtin\.ts|src\/version\.ts|^(?!.*node_modules).*\/package\.json$/,
        },
      ],
    },
  },
});
