// One SVG sprite of the icons that any page uses, emitted as a hashed asset; the manifest lists it under "shared/icons.svg".
// Icons are Phosphor (MIT). A symbol's id is the icon's file name: `hand`, `hand-bold`, `hand-fill`.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

// Every script of package.json runs in web/.
const assets = join("node_modules", "@phosphor-icons", "core", "assets");

function symbol(name: string): string {
  const weight = /-(bold|fill)$/.exec(name)?.[1] ?? "regular";
  const svg = readFileSync(join(assets, weight, `${name}.svg`), "utf8");
  const inner = svg.replace(/^<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "");
  return `<symbol id="${name}" viewBox="0 0 256 256">${inner}</symbol>`;
}

const names: string[] = JSON.parse(readFileSync("shared/icons.json", "utf8"));

export function sprite(): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" fill="currentColor">${names.map(symbol).join("")}</svg>`;
}

export function icons(): Plugin {
  return {
    name: "yanlu-icons",
    buildStart() {
      if (this.meta.watchMode || process.env.VITEST) return;
      this.emitFile({ type: "asset", name: "icons.svg", originalFileName: "shared/icons.svg", source: sprite() });
    },
  };
}
