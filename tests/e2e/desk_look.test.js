// How the console looks and measures: accessibility, room, the telephone, the gauge, and how soon the next item is there.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from './axe.js';
import { account, console_, current, different } from './desk.js';
import { overflowing } from './measure.js';
import { DESK, eventually, LANGUAGES, pause, pattern, Person, Stage, TINY, words } from './stage.js';

/** The server's answers come so late. */
const LATE_MS = 1_500;
const SMALL = { width: 1280, height: 720 };
let stage;
before(async () => {
  stage = await Stage.open({ undo: 5 });
  await account(stage, 'second', '周毅', ['moderator']);
});
after(() => stage?.close());

async function fresh(policy = {}) {
  await stage.meet({ policy: { suggestions_per_person: 1000, suggestion_interval_s: 0, undo_s: 5, ...policy } });
  await stage.run({ action: 'go_live' });
  await stage.run({ action: 'start_item', item: 1 });
}

/** Something of everything: close ones, personal data, a link. */
async function mixed() {
  await fresh();
  await stage.publish(['口袋公园选址请先公示，让周边居民投票定用途。', '河边步道晚上灯太暗，请补几盏矮灯。']);
  await stage.suggest(['口袋公园的选址请先公示，让周边居民投票来定用途，电话13800005521。', '河边步道晚上灯太暗，请补几盏矮的灯。', ...different(10)]);
}

const SHEETS = [
  ['queue', async () => {}],
  ['reasons', async (page) => {
    await page.keyboard.press('r');
    await page.keyboard.press('0');
  }],
  ['merge', async (page) => {
    await page.keyboard.press('m');
    await page.keyboard.press('m');
  }],
  ['edit', (page) => page.keyboard.press('e')],
  ['help', (page) => page.keyboard.press('Shift+Slash')],
  ['history', (page) => page.keyboard.press('a')],
  ['undo', (page) => page.keyboard.press('Shift+z')],
  ['settings', (page) => page.locator('header button').last().click()],
  ['topics', (page) => page.locator('aside .topics').click()],
  ['bulk', async (page) => {
    await page.keyboard.press('Control+a');
    await page.keyboard.press('p');
  }],
];

for (const colorScheme of ['light', 'dark']) {
  test(`M13 axe has nothing to say about the console and its dialogs, ${colorScheme}`, async () => {
    await mixed();
    const page = await console_(stage, 'moderator', { colorScheme, reducedMotion: 'reduce' });
    for (const [name, open] of SHEETS) {
      await open(page);
      if (name !== 'queue') await page.locator('dialog[open]').waitFor();
      await pause(300);
      assert.deepEqual(await violations(page), [], `${name}, ${colorScheme}`);
      if (name !== 'queue') await page.keyboard.press('Escape');
      await eventually('the dialog is closed', async () => (await page.locator('dialog[open]').count()) === 0);
    }
    await page.context().close();
  });
}

test('M13 and in every language', async () => {
  await mixed();
  for (const language of LANGUAGES.slice(1)) {
    const page = await stage.memberPage('moderator', '/login', { viewport: DESK, reducedMotion: 'reduce' });
    await page.context().addCookies([{ name: 'lang', value: language, url: stage.base }]);
    await page.goto(`${stage.base}/mod/${stage.meeting}`);
    await eventually('an item is on the desk', () => current(page));
    assert.deepEqual(await violations(page), [], language);
    assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll('#app *')].filter((one) => /^(?:m|rs|d|app)\.[a-z_.]+$/.test(one.textContent.trim())).map((one) => one.textContent)), [], 'every key has its words');
    await page.context().close();
  }
});

test('M14 at 1280 by 720 nothing scrolls but queue and desk, and every action is in sight', async () => {
  await mixed();
  for (const language of LANGUAGES) {
    const page = await stage.memberPage('moderator', '/login', { viewport: SMALL });
    await page.context().addCookies([{ name: 'lang', value: language, url: stage.base }]);
    await page.goto(`${stage.base}/mod/${stage.meeting}`);
    await eventually('an item is on the desk', () => current(page));
    const { page: whole, view } = await page.evaluate(() => ({ page: [document.documentElement.scrollWidth, document.documentElement.scrollHeight], view: [innerWidth, innerHeight] }));
    assert.deepEqual(whole, view, 'the page does not scroll');
    for (const box of await Promise.all([...(await page.locator('.actions button').all()), page.locator('footer'), page.locator('.tray')].map((one) => one.boundingBox()))) {
      assert.ok(box.y >= 0 && box.y + box.height <= SMALL.height + 1 && box.x >= 0 && box.x + box.width <= SMALL.width + 1, JSON.stringify(box));
    }
    for (const list of ['#queue-list', '#desk']) assert.equal(await page.locator(list).evaluate((one) => getComputedStyle(one).overflowY), 'auto');
    await page.context().close();
  }
});

test('on a telephone of 360 one item and four big buttons are in sight, and a decision can be taken back', async () => {
  await mixed();
  const page = await stage.memberPage('moderator', `/mod/${stage.meeting}`, { viewport: TINY });
  await page.locator('.phone .meta b').waitFor();
  assert.deepEqual(await overflowing(page), []);
  const buttons = await page.locator('.phone nav .act').all();
  assert.equal(buttons.length, 4);
  for (const button of buttons) {
    const box = await button.boundingBox();
    assert.ok(box.height >= 48 && box.y + box.height <= TINY.height, JSON.stringify(box));
  }
  assert.deepEqual(await violations(page), []);
  const first = await page.locator('.phone .meta b').innerText();
  await page.locator('.phone nav .pub').click();
  await eventually('the next item is there', async () => (await page.locator('.phone .meta b').innerText()) !== first);
  await page.locator('.tray .card button').click();
  await eventually('it is back', async () => (await page.locator('.phone .meta b').innerText()) === first);
  await page.context().close();
});

test('M11 when more comes in than goes out the advice is there; its lever tells citizens at once and is on record', async () => {
  await fresh({ undo_s: 1 });
  const reader = await (await stage.context()).newPage();
  await reader.goto(stage.at('/new'));
  await stage.suggest(different(90));
  const page = await console_(stage);
  const advice = page.locator('.press .advice button').first();
  await advice.waitFor({ timeout: 90_000 });
  await advice.click();
  await eventually('citizens are told', async () => pattern('lim.slow').test(await reader.locator('body').innerText()), 5);
  const board = await new Person(stage.base).call('GET', `${stage.api}/board?limit=1`);
  assert.equal(board.meeting.intake.mode, 'slow');
  await eventually('the stream tells of it', async () => (await page.locator('.log').innerText()).includes(words('m.did.intake')));
  await page.context().close();
  await reader.context().close();
});

test('M2 the next item is painted before the server has answered, on a slow machine', async (context) => {
  await fresh();
  await stage.suggest(Array.from({ length: 60 }, (_, serial) => `第${serial}件：请在步道旁多放几张长椅，方便老人歇脚。`));
  const line = await stage.proxied();
  const direct = stage.base;
  stage.base = line.base;
  const page = await console_(stage);
  stage.base = direct;
  await pause(1_500);
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const end = line.on(/ \/api\//, { delay: LATE_MS });
  const waits = [];
  for (let press = 0; press < 24; press += 1) {
    const wait = page.evaluate(() => new Promise((done) => {
      const shown = () => document.querySelector('.paper .text')?.textContent;
      const was = shown();
      addEventListener('keydown', ({ timeStamp }) => {
        // Seen in one frame's callbacks, it is on the screen when the next ones run.
        const look = () => (shown() === was ? requestAnimationFrame(look) : requestAnimationFrame(() => setTimeout(() => done(performance.now() - timeStamp))));
        look();
      }, { once: true, capture: true });
    }));
    await pause(400);
    await page.keyboard.press('p');
    waits.push(await wait);
  }
  end();
  waits.sort((a, b) => a - b);
  const [median, quartile, worst] = [waits[12], waits[18], waits[23]].map(Math.round);
  context.diagnostic(`median ${median} ms, third quartile ${quartile} ms, worst ${worst} ms`);
  // How many milliseconds it takes is for the benchmark of the pages to say; here that it waits for no answer.
  assert.ok(worst < LATE_MS, `worst ${worst} ms`);
  await page.context().close();
});
