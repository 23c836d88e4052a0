// The list of suggestions: nothing moves under the finger, backing is painted at once and sent seldom, a listener is not flooded.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listen } from './measure.js';
import { eventually, Person, Stage, words } from './stage.js';

let stage;
before(async () => {
  stage = await Stage.open({ policy: { review: 'post' } });
  await stage.proxied();
  await stage.publish(Array.from({ length: 24 }, (_, serial) => `第${serial + 1}条：请在步道旁多放几张带扶手的长椅，老人走累了可以歇一歇。`));
});
after(() => stage?.close());

/** Where the card stands in the window. */
const top = (page, no) => page.locator(`#feed article[data-no="${no}"]`).evaluate((card) => card.getBoundingClientRect().top);
const numbers = (page) => page.locator('#feed article').evaluateAll((cards) => cards.map((card) => Number(card.dataset.no)));

test('C4 nothing moves under the finger, and the row leads to the first new one', async () => {
  for (const viewport of [{ width: 390, height: 844 }, { width: 1440, height: 900 }]) {
    const page = await stage.page('?scope=item', { viewport });
    const order = await numbers(page);
    const watched = order[11];
    await page.locator(`#feed article[data-no="${watched}"]`).evaluate((card) => card.scrollIntoView({ block: 'center' }));
    const before = await top(page, watched);
    const fresh = await stage.publish(Array.from({ length: 50 }, (_, serial) => `${viewport.width}·${serial}：希望河边补几盏矮灯，晚上散步看得清路。`));
    await stage.back(order[19], 5);
    await stage.back(fresh[3], 9);
    await eventually('the row says 50', async () => (await page.locator('#fresh').innerText()).includes(words('feed.fresh', { n: 50 })));
    await eventually('the count ticked in place', async () => (await page.locator(`[data-no="${order[19]}"] .sup .n`).innerText()) === '5');
    assert.deepEqual(await numbers(page), order, 'no card came, went or changed its place');
    assert.ok(Math.abs((await top(page, watched)) - before) <= 1, 'the card under the finger stayed');

    await page.locator('#fresh').click();
    const first = (await numbers(page))[0];
    assert.ok(fresh.includes(first), 'a new one comes first');
    assert.equal(await page.evaluate(() => Number(document.activeElement.dataset.no)), first);
    await eventually('the first new one is in sight', async () => {
      const at = await top(page, first);
      return at >= 0 && at < viewport.height / 2 + 200;
    }, 5);
    await page.context().close();
  }
});

test('C5 backing is painted in the same breath, and a refusal says so on the button', async () => {
  const page = await stage.page('?scope=all&order=newest');
  const no = (await numbers(page))[2];
  const button = page.locator(`[data-no="${no}"] button.sup`);
  const before = Number(await button.locator('.n').innerText());
  const at_once = await button.evaluate((button) => {
    button.click();
    return [button.getAttribute('aria-pressed'), Number(button.querySelector('.n').textContent)];
  });
  assert.deepEqual(at_once, ['true', before + 1]);
  await eventually('the server counts it', async () => (await stage.board()).suggestions.find((card) => card.no === no).supports === before + 1);

  const end = stage.line.on(/^(PUT|DELETE) .*\/support/, 500);
  await button.click();
  await eventually('the words of the refusal', async () => (await button.locator('.w').innerText()) === words('sup.fail'));
  assert.equal(await button.getAttribute('aria-pressed'), 'true', 'what the server knows is shown again');
  end();
  await eventually('the usual words come back', async () => (await button.locator('.w').innerText()) === words('sup.done'));
  assert.equal(Number(await button.locator('.n').innerText()), before + 1);
  await page.context().close();
});

test('C5 ten taps in two seconds are at most three requests and end right', async () => {
  const page = await stage.page('?scope=all&order=newest');
  for (const [taps, backed] of [[10, false], [9, true]]) {
    const no = (await numbers(page))[taps];
    const button = page.locator(`[data-no="${no}"] button.sup`);
    stage.line.forget();
    await button.evaluate(async (button, taps) => {
      for (let tap = 0; tap < taps; tap += 1) {
        if (tap) await new Promise((done) => setTimeout(done, 200));
        button.click();
      }
    }, taps);
    await page.waitForTimeout(1_500);
    assert.ok(stage.line.count(/support/) <= 3, `${stage.line.count(/support/)} requests`);
    assert.equal(await button.getAttribute('aria-pressed'), String(backed));
    const card = (await stage.board()).suggestions.find((card) => card.no === no);
    assert.equal(card.supports, backed ? 1 : 0, 'the server has the same');
  }
  await page.context().close();
});

test('C15 a listener hears one count in ten seconds while 200 events a second arrive', async () => {
  const page = await (await stage.context()).newPage();
  let socket;
  await page.routeWebSocket(/\/socket/, (opened) => (socket = opened));
  await page.clock.install();
  await page.goto(stage.at('?scope=all'));
  await eventually('the page listens', () => socket);
  await listen(page, 'status');
  const [template] = (await stage.board()).suggestions;
  let { seq } = await page.evaluate(() => JSON.parse(document.getElementById('state').textContent));
  let no = 5_000;
  for (let tick = 0; tick < 120; tick += 1) {
    const totals = Array.from({ length: 40 }, (_, at) => [at + 1, tick]);
    const published = Array.from({ length: 10 }, () => ({ ...template, t: 'published', no: (no += 1) }));
    socket.send(JSON.stringify({ from: seq + 1, to: seq + 50, items: [{ t: 'supports', totals }, ...published] }));
    seq += 50;
    await page.clock.runFor(250);
  }
  const heard = await page.evaluate(() => globalThis.heard);
  assert.ok(heard.length >= 2 && heard.length <= 4, `${heard.length} announcements in 30 s`);
  for (let at = 1; at < heard.length; at += 1) assert.ok(heard[at].at - heard[at - 1].at >= 9_900, 'ten seconds apart');

  const live = await page.locator('[aria-live], [role=status], [role=alert], [role=log], [role=timer]').evaluateAll((all) => all.map((one) => one.id));
  assert.deepEqual(live.sort(), ['alert', 'c-spoken', 'status'], 'three live regions, and the feed is none');
  assert.ok((await page.locator('#feed article').count()) <= 60);
  await page.context().close();
});

test('the document keeps at most 60 cards, however many arrive', async () => {
  const page = await stage.page('?scope=all&order=newest');
  for (let more = 0; more < 2; more += 1) {
    await stage.publish(Array.from({ length: 30 }, (_, serial) => `再来${more}·${serial}：公交站请加一排座椅和雨棚。`));
    await eventually('the row is there', () => page.locator('#fresh').isVisible());
    while (await page.locator('#fresh').isVisible()) {
      await page.locator('#fresh').click();
      await page.waitForTimeout(100);
    }
    assert.ok((await page.locator('#feed article').count()) <= 60);
  }
  assert.equal(new Set(await numbers(page)).size, (await numbers(page)).length, 'no card is there twice');
  await page.context().close();
});

test('C21 another language keeps scroll, draft and state', async () => {
  const page = await stage.page('?scope=all&order=newest');
  await page.locator('nav.nav a.post').click();
  await page.locator('#c-text').fill('请把绿道连到地铁站。');
  await page.keyboard.press('Escape');
  const own = await Person.of(page.context(), stage.line.base);
  const no = (await numbers(page))[6];
  await own.call('PUT', `${stage.api}/suggestions/${no}/support`);
  await page.reload();
  await page.locator(`[data-no="${no}"]`).evaluate((card) => card.scrollIntoView({ block: 'center' }));
  const before = await top(page, no);
  for (const language of ['en', 'zh-Hant', 'zh-Hans']) {
    await changeLanguage(page, language);
    assert.equal(await page.locator('html').getAttribute('lang'), language);
    await eventually('the card stands where it stood', async () => Math.abs((await top(page, no)) - before) < 80, 5);
    assert.match(await page.locator(`[data-no="${no}"] .tx`).getAttribute('lang'), /^zh/);
    assert.equal(await page.locator(`[data-no="${no}"] button.sup`).getAttribute('aria-pressed'), 'true');
    assert.equal(await page.locator('#c-text').inputValue(), '请把绿道连到地铁站。');
    assert.match(page.url(), /order=newest/);
  }
  await page.context().close();
});

async function changeLanguage(page, language) {
  await page.evaluate((language) => document.querySelector(`.languages a[hreflang="${language}"]`).click(), language);
  await page.waitForFunction((language) => document.documentElement.lang === language, language);
}
