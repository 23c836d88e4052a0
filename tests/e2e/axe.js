// Accessibility by axe-core: WCAG 2.0–2.2 A and AA, and its best practices.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Rules whose outcome hangs on colours and sizes. The others judge the document, which another look does not change. */
export const OF_LOOK = ['color-contrast', 'link-in-text-block', 'target-size', 'scrollable-region-focusable'];

/** The violations on a page, each as one readable line; of all rules, or of these. */
export async function violations(page, rules = null) {
  // Evaluated by the debugger, not as a script of the page: the page's own policy stays as it is.
  await page.evaluate(source);
  const { violations } = await page.evaluate((runOnly) => globalThis.axe.run(document, { runOnly, resultTypes: ['violations'] }), rules ? { type: 'rule', values: rules } : { type: 'tag', values: TAGS });
  return violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(' ')} — ${node.failureSummary?.split('\n')[1]?.trim() ?? ''}`));
}
