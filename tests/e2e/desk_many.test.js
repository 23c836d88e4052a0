// Several consoles at once, and a console whose line breaks.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { account, console_, current, decide, different, found, historyOf } from './desk.js';
import { DESK, eventually, launch, pause, Stage, words } from './stage.js';

/** A lease that nobody renews is anybody's after this long, and a little for asking. */
const BACK_S = 95;
/** A request without an answer counts as lost before this. */
const AGAIN_MS = 12_000;
let stage;
before(async () => {
  stage = await Stage.open({ undo: 1, env: { RUST_LOG: 'warn' } });
  await account(stage, 'second', '周毅', ['moderator']);
});
after(() => stage?.close());

async function fresh() {
  await stage.meet({ policy: { suggestions_per_person: 1000, suggestion_interval_s: 0, undo_s: 1 } });
  await stage.run({ action: 'go_live' });
  await stage.run({ action: 'start_item', item: 1 });
}

/** Presses P for every item that comes, until nothing waits; answers with the items that were on the desk. One whose request was lost on a
 * busy machine comes back on top, and is decided again, as a person would. */
async function publishing(page, over) {
  const seen = [];
  let pressedAt = 0;
  while (!over()) {
    const no = await current(page);
    const again = no === String(seen.at(-1)).padStart(4, '0');
    if (no === '' || (again && Date.now() - pressedAt < AGAIN_MS)) {
      await pause(20);
      continue;
    }
    if (!again) seen.push(Number(no));
    await page.keyboard.press('p');
    pressedAt = Date.now();
  }
  return seen;
}

test('M3 two consoles that publish 200 suggestions decide each exactly once and never show the same one', async () => {
  await fresh();
  await stage.suggest(different(200));
  const pages = [await console_(stage), await console_(stage, 'second')];
  let over = false;
  const runs = pages.map((page) => publishing(page, () => over));
  await eventually('all are public', async () => (await found(stage, 'published')).length === 200, 240);
  over = true;
  const [one, two] = await Promise.all(runs);
  const both = one.filter((no) => two.includes(no));
  assert.deepEqual(both, [], 'no item was on both desks');
  assert.ok(one.length > 20 && two.length > 20, `${one.length} and ${two.length}`);
  assert.equal(new Set([...one, ...two]).size, 200);
  for (const no of [1, 50, 100, 150, 200]) {
    const decisions = (await historyOf(stage, no)).filter((entry) => entry.verb === 'publish');
    assert.equal(decisions.length, 1, `no. ${no}`);
  }
  for (const page of pages) await page.context().close();
});

test('M3 an item that a colleague holds is read only, says whose it is, and C takes it over with trace', async () => {
  await fresh();
  const numbers = await stage.suggest(different(8));
  const page = await console_(stage);
  const other = await console_(stage, 'second');
  const theirs = Number(await current(other));
  assert.ok(!numbers.slice(0, 5).includes(theirs), 'the first five are the first console’s');
  const row = page.locator(`#row-${theirs}`);
  await eventually('the row says who is on it', async () => (await row.innerText()).includes('周毅'));
  await row.click();
  await page.locator('.paper').waitFor();
  assert.equal(await page.locator('.actions').count(), 0, 'nothing can be decided here');
  await page.keyboard.press('p');
  await pause(300);
  assert.equal((await found(stage, 'decided')).length + (await found(stage, 'published')).length, 0);
  await page.keyboard.press('c');
  await eventually('it is on this desk', async () => Number(await current(page)) === theirs);
  await eventually('the other desk has moved on', async () => Number(await current(other)) !== theirs);
  assert.ok((await historyOf(stage, theirs)).some((entry) => entry.verb === 'take_over'));
  await page.context().close();
  await other.context().close();
});

test(`M5 what a killed console held is dealt to others within ${BACK_S} s`, { timeout: 180_000 }, async () => {
  await fresh();
  const numbers = await stage.suggest(different(5));
  const browser = await launch();
  const context = await browser.newContext({ viewport: DESK, locale: 'zh-CN' });
  await (await stage.member('moderator')).lend(context);
  const page = await context.newPage();
  await page.goto(`${stage.base}/mod/${stage.meeting}`);
  await eventually('it holds an item', () => current(page));
  const session = await browser.newBrowserCDPSession();
  // The whole browser goes at once: no page has time to let anything go.
  await session.send('Browser.crash').catch(() => {});
  const from = Date.now();
  const second = await stage.member('second');
  const held = await eventually('all are dealt to a colleague', async () => {
    const { items } = await second.call('POST', `${stage.api}/queue/deal`, { console: 'second', want: 5 });
    return items.length === 5 && items.map(({ no }) => no);
  }, BACK_S);
  assert.deepEqual(held, numbers);
  console.log(`leases back after ${Math.round((Date.now() - from) / 1000)} s`);
  await second.call('POST', `${stage.api}/queue/release`, { console: 'second', nos: [] });
});

test('M12 without a connection every decision is locked, and with it the same item is back', async () => {
  await fresh();
  await stage.suggest(different(6));
  const line = await stage.proxied();
  const direct = stage.base;
  stage.base = line.base;
  const page = await console_(stage);
  stage.base = direct;
  const before = await current(page);
  line.cut();
  await page.getByText(words('m.off')).first().waitFor({ timeout: 30_000 });
  const buttons = page.locator('.actions button');
  assert.ok((await buttons.count()) >= 6);
  for (const button of await buttons.all()) assert.equal(await button.getAttribute('aria-disabled'), 'true');
  for (const key of ['p', 'r', '1', 's', 'l']) await page.keyboard.press(key);
  assert.equal(await current(page), before, 'nothing moves');
  line.mend();
  await eventually('the buttons work again', async () => (await page.locator('.actions button[aria-disabled=true]').count()) === 0, 30);
  assert.equal(await current(page), before, 'the same item is on the desk');
  assert.equal((await found(stage, 'pending')).length, 6, 'nothing was decided');
  await decide(page, ['p']);
  await page.context().close();
});
