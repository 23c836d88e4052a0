// Builds the service worker after the rest: one classic script, /sw.js, that knows the names of the files it keeps. It is a build of
// its own because a worker of an old kernel cannot import the chunks that pages share.
import { createHash } from "node:crypto";
import { build, type Plugin, type Rolldown } from "vite";

const ENTRY = "citizen/main.ts";
/** Larger chunks (the video library) are useless without a line. */
const KEPT_BYTES_MAX = 60_000;

type Output = Rolldown.OutputBundle;

/** The style sheet of the pages beside the live page is an entry without a script. */
const SHEET = /(?:^|\/)rest-[^/]*\.css$/;

/** The citizens' entry with everything it can load, the style sheets, and the icons. */
export function shell(bundle: Output): string[] {
  const kept = new Set<string>();
  const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
  const take = (name: string): void => {
    const chunk = chunks.find((file) => file.fileName === name);
    if (!chunk || kept.has(name) || chunk.code.length > KEPT_BYTES_MAX) return;
    kept.add(name);
    (chunk.viteMetadata?.importedCss ?? new Set<string>()).forEach((sheet) => kept.add(sheet));
    [...chunk.imports, ...chunk.dynamicImports].forEach(take);
  };
  const entry = chunks.find((file) => file.isEntry && file.facadeModuleId?.endsWith(ENTRY));
  if (entry) take(entry.fileName);
  Object.keys(bundle).filter((name) => SHEET.test(name)).forEach((name) => kept.add(name));
  const icons = Object.values(bundle).find((file) => file.type === "asset" && file.originalFileNames.includes("shared/icons.svg"));
  if (icons) kept.add(icons.fileName);
  return Array.from(kept, (name) => `/${name}`).sort();
}

export function worker(): Plugin {
  return {
    name: "yanlu-worker",
    apply: "build",
    async writeBundle(options, bundle) {
      const files = shell(bundle);
      const name = createHash("sha256").update(files.join()).digest("hex").slice(0, 12);
      await build({
        configFile: false,
        logLevel: "warn",
        publicDir: false,
        define: { __SHELL__: JSON.stringify(files), __BUILD__: JSON.stringify(name) },
        build: {
          outDir: options.dir ?? "dist",
          emptyOutDir: false,
          target: "es2018",
          modulePreload: false,
          rollupOptions: { input: "citizen/worker.ts", output: { format: "iife", entryFileNames: "sw.js" } },
        },
      });
    },
  };
}
