// One build for all faces: the citizens' script and sheet, the staff app, the big screen and the overlay. The server reads dist/manifest.json.
import { existsSync } from "node:fs";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";
import { apart } from "./build/apart.ts";
import { icons } from "./build/icons.ts";
import { inline } from "./build/inline.ts";
import { words } from "./build/words.ts";
import { worker } from "./build/worker.ts";

const entries = { citizen: "citizen/main.ts", rest: "citizen/rest.css", around: "citizen/around.ts", staff: "staff/main.ts", screen: "screen/screen.ts", overlay: "screen/overlay.ts" };
const present = Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(file)));
/** Code that the staff app's first page shares with its later ones is one file: else the first would wait for half a dozen. Not components:
 * their styles belong to the sheet of the first page. */
const STAFF_BASE = /\/web\/staff\/(?:(?!main)[^/]+|console\/[^/]+)\.ts$|node_modules\/(?:svelte|@phosphor-icons)\//;

export default defineConfig({
  base: "/",
  plugins: [svelte(), apart(), icons(), inline(), words(), worker()],
  build: {
    outDir: "dist",
    manifest: "manifest.json",
    target: "es2018",
    // Budgets are kept per file, so nothing is hidden inside another.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: { input: present, output: { codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: "staff-base", test: STAFF_BASE }] } } },
  },
  test: {
    include: ["**/*.test.ts"],
    exclude: ["node_modules/**", "dist/**"],
  },
});
