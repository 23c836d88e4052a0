// Puts the bundler's small helper for loading a chunk's style sheet into every file that uses it. As a chunk of its own it would be one
// request more before a page can be used.
import type { Plugin } from "vite";

const HELPER = "preload-helper";
/** Ends the helper's file: what it gives away, and under which names. */
const EXPORTS = /export\s*\{([^}]*)\};?\s*$/;

/** `a as b, c` as pairs: the name here, the name outside. */
function pairs(list: string): Array<[string, string]> {
  return list.split(",").map((one) => {
    const [from = "", to = from] = one.trim().split(/\s+as\s+/);
    return [from, to];
  });
}

/** The helper as an expression, from the source of its file. */
export function asExpression(source: string): string {
  const found = EXPORTS.exec(source);
  if (!found) throw new Error("the helper exports nothing");
  const given = pairs(found[1] ?? "").map(([name, outside]) => `${outside}:${name}`);
  return `(function(){${source.slice(0, found.index)};return{${given.join(",")}}})()`;
}

/** `code` without its import of the helper. */
export function withHelper(code: string, file: string, expression: string): string {
  const name = file.replace(/^.*\//, "").replace(/[.*+?^$()[\]{}|\\]/g, "\\$&");
  return code.replace(new RegExp(`import\\s*\\{([^}]*)\\}\\s*from\\s*["'\`]\\./${name}["'\`];?`), (_, list: string) => {
    const taken = pairs(list).map(([outside, here]) => `${here}=${expression}.${outside}`);
    return `var ${taken.join(",")};`;
  });
}

export function inline(): Plugin {
  return {
    name: "yanlu-inline-helper",
    apply: "build",
    enforce: "post",
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
      const helper = chunks.find((chunk) => chunk.name === HELPER);
      if (!helper) return;
      const expression = asExpression(helper.code);
      for (const chunk of chunks) {
        if (chunk.imports.indexOf(helper.fileName) < 0) continue;
        chunk.code = withHelper(chunk.code, helper.fileName, expression);
        chunk.imports = chunk.imports.filter((name) => name !== helper.fileName);
      }
      delete bundle[helper.fileName];
    },
  };
}
