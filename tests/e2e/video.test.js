// The picture: attributes for in-app browsers, what happens when it does not come, and comments across it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eventually, Stage, words } from './stage.js';

let stage;
before(async () => {
  stage = await Stage.open({ policy: { review: 'post' }, settings: { stream_url: '/nowhere/live.m3u8' } });
  await stage.publish(['口袋公园选址请先公示，让周边居民投票定用途。', '河边步道晚上灯太暗，请补几盏矮灯。']);
});
after(() => stage?.close());

test('C18 the picture carries the attributes that keep it in the page', async () => {
  const page = await stage.page('', { javaScriptEnabled: false });
  const video = page.locator('#player video').first();
  for (const name of ['playsinline', 'webkit-playsinline', 'x5-playsinline']) assert.notEqual(await video.getAttribute(name), null, name);
  assert.equal(await video.getAttribute('x5-video-player-type'), 'h5');
  assert.equal(await video.getAttribute('preload'), 'none');
  assert.notEqual(await video.getAttribute('muted'), null);
  await page.context().close();
});

test('C17 when the picture does not come, text is offered within eight seconds and the page goes on', async () => {
  const page = await (await stage.context()).newPage();
  await page.clock.install();
  await page.goto(stage.at());
  await page.locator('#player video').waitFor({ state: 'attached' });
  await page.waitForLoadState('networkidle');
  await page.clock.runFor(8_000);
  await eventually('text is offered', () => page.locator('[data-way=text]').isVisible(), 5);
  assert.match(await page.locator('#p-note').innerText(), new RegExp(words('player.fail').slice(0, 6)));
  await page.locator('[data-way=text]').click();
  await page.locator('#textmode').waitFor();
  await page.locator('#feed article button.sup').first().click();
  assert.equal(await page.locator('#feed article button.sup').first().getAttribute('aria-pressed'), 'true');
  await page.clock.runFor(1_000);
  await eventually('the backing arrived', async () => (await stage.board()).suggestions.some((card) => card.supports === 1));
  await page.context().close();
});

/** Whether comments are on in a fresh browser of this kind. */
async function comments(options = {}, prepare = async () => {}) {
  const context = await stage.context(options);
  await prepare(context);
  const page = await context.newPage();
  await page.goto(stage.at());
  const toggle = page.locator('#dm-toggle');
  await toggle.waitFor({ state: 'attached' });
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(500);
  return { page, on: async () => (await toggle.getAttribute('aria-checked')) === 'true' };
}

test('C16 comments are off with reduced motion, in easy mode and where data is saved', async () => {
  const look = (value) => (context) => context.addCookies([{ name: 'look', value, url: stage.base }]);
  const saving = (context) => context.addInitScript(() => Object.defineProperty(navigator, 'connection', { value: { saveData: true } }));
  for (const [why, options, prepare] of [
    ['reduced motion', { reducedMotion: 'reduce' }],
    ['less motion by choice', {}, look('1-auto-0-1')],
    ['easy mode', {}, look('1-auto-1-0')],
    ['saved data', {}, saving],
  ]) {
    const { page, on } = await comments(options, prepare);
    assert.equal(await on(), false, why);
    await page.context().close();
  }
});

test('C16 with comments on there are at most eight, all in the upper part of the picture', async () => {
  const { page, on } = await comments();
  if (!(await on())) await page.locator('#dm-toggle').click();
  assert.equal(await page.locator('#dm-toggle').getAttribute('role'), 'switch');
  await page.evaluate(() => {
    globalThis.most = 0;
    globalThis.seen = 0;
    globalThis.low = 0;
    const player = document.getElementById('player');
    const look = () => {
      const shown = [...document.querySelectorAll('#danmaku > *')];
      globalThis.most = Math.max(globalThis.most, shown.length);
      globalThis.seen += shown.length;
      const { top, height } = player.getBoundingClientRect();
      for (const one of shown) globalThis.low = Math.max(globalThis.low, (one.getBoundingClientRect().bottom - top) / height);
      requestAnimationFrame(look);
    };
    look();
  });
  for (let wave = 0; wave < 4; wave += 1) {
    await stage.suggest(Array.from({ length: 10 }, (_, serial) => `第${wave}${serial}条，请多种树`));
    await page.waitForTimeout(1_200);
  }
  const { most, seen, low } = await page.evaluate(() => ({ most: globalThis.most, seen: globalThis.seen, low: globalThis.low }));
  assert.ok(seen > 0, 'comments cross the picture');
  assert.ok(most <= 8, `${most} at once`);
  assert.ok(low <= 0.45, `one reaches down to ${Math.round(low * 100)} % of the picture`);
  assert.equal(await page.locator('#danmaku').getAttribute('aria-hidden'), 'true');
  await page.context().close();
});
