// Keeps entries apart: a module that a screen takes from elsewhere becomes a copy of its own. Without it the bundler would move what is
// shared into chunks, and each page would wait for one request more because another one exists.
import { dirname, resolve } from "node:path";
import type { Plugin } from "vite";

const ENTRIES = [
  { entry: resolve("screen/screen.ts"), mark: "?screen" },
  { entry: resolve("screen/overlay.ts"), mark: "?overlay" },
];

export function apart(): Plugin {
  return {
    name: "yanlu-apart",
    enforce: "pre",
    apply: "build",
    resolveId(source, importer) {
      const of = ENTRIES.find(({ entry, mark }) => importer === entry || (importer && importer.endsWith(mark)));
      if (!of || !importer || !source.startsWith(".") || !source.endsWith(".ts")) return null;
      return resolve(dirname(importer.replace(of.mark, "")), source) + of.mark;
    },
  };
}
