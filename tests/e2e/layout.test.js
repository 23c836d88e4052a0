// Every citizen's page at every width, size and language: nothing is wider than the window, nothing clipped, every control large enough.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { clipped, overflowing, smallControls } from './measure.js';
import { LANGUAGES, openSheet, Person, PHONE, Stage, TINY } from './stage.js';

let stage;
let author;
before(async () => {
  stage = await Stage.open();
  const long = '住在老旧小区里的老人上下楼很不方便，能不能在加装电梯之前先把楼梯扶手、缓坡和夜间照明这些小事做好？'.repeat(4).slice(0, 200);
  author = new Person(stage.base);
  await author.call('POST', `${stage.api}/suggestions`, { text: '请先公示，再选址。' });
  await stage.publish([long, '请修路灯', 'Please add ramps at every entrance — Straßenübergänge too.', '🙂🙏 谢谢，再多几棵树吧！', '2026 年 3 月起 13 路 7:05、7:20、7:35 三班车合并']);
  await stage.back(2, 3);
});
after(() => stage?.close());

const PAGES = ['', '?scope=all&order=newest', '/new', '/agenda', '/replies', '/mine', '/i/2', '/cards'];
const LIVE = ['', '/new', '/agenda', '/mine', '/i/2', '/cards'];

async function turn(page, language) {
  await page.context().addCookies([{ name: 'lang', value: language, url: stage.base }]);
}

/** How the page looks on this device, as the settings keep it: size, colours, easy mode, less motion. */
function look(page, { scale = 1, elder = false } = {}) {
  return page.context().addCookies([{ name: 'look', value: `${scale}-auto-${Number(elder)}-0`, url: stage.base }]);
}

test('C12 nothing is wider than the window, at 320 px and at 1.8 times the size on a small phone', async () => {
  const context = await stage.context();
  await author.lend(context);
  const page = await context.newPage();
  for (const [viewport, scale, languages] of [[{ width: 320, height: 640 }, 1, LANGUAGES], [TINY, 1.8, LANGUAGES], [PHONE, 1, ['en']], [{ width: 1024, height: 768 }, 1, ['en']]]) {
    await page.setViewportSize(viewport);
    await look(page, { scale });
    for (const language of languages) {
      await turn(page, language);
      for (const path of PAGES) {
        await page.goto(stage.at(path));
        assert.deepEqual(await overflowing(page), [], `${path || 'live'} ${language} ${viewport.width} × ${scale}`);
        assert.deepEqual(await clipped(page, 'nav.nav a, nav.nav span'), [], `bar of ${path || 'live'} ${language} ${viewport.width} × ${scale}`);
      }
    }
  }
  await page.goto(stage.base);
  assert.deepEqual(await overflowing(page), [], 'the first page');
  await context.close();
});

test('C13 every control of the citizen is at least 44 × 44', async () => {
  const context = await stage.context();
  await author.lend(context);
  const page = await context.newPage();
  for (const viewport of [PHONE, { width: 320, height: 640 }, { width: 1440, height: 900 }]) {
    await page.setViewportSize(viewport);
    for (const language of ['zh-Hans', 'en']) {
      await turn(page, language);
      for (const path of LIVE) {
        await page.goto(stage.at(path));
        assert.deepEqual(await smallControls(page, 44), [], `${path || 'live'} ${language} ${viewport.width}`);
      }
    }
  }
  await page.setViewportSize(PHONE);
  await page.goto(stage.at());
  await openSheet(page);
  await page.locator('#c-text').fill('请先公示，再选址，好不好');
  await page.locator('#similar [data-no]').first().waitFor();
  assert.deepEqual(await smallControls(page, 44), [], 'the sheet');
  await context.close();
});

test('C13 in easy mode every control is at least 60 × 60', async () => {
  const context = await stage.context();
  await author.lend(context);
  const page = await context.newPage();
  await look(page, { elder: true });
  for (const viewport of [PHONE, TINY]) {
    await page.setViewportSize(viewport);
    for (const language of ['zh-Hans', 'en']) {
      await turn(page, language);
      for (const path of LIVE) {
        await page.goto(stage.at(path));
        assert.notEqual(await page.locator('html').getAttribute('data-elder'), null);
        assert.deepEqual(await smallControls(page, 60), [], `${path || 'live'} ${language} ${viewport.width}`);
        assert.deepEqual(await overflowing(page), [], `${path || 'live'} ${language} ${viewport.width}`);
      }
    }
  }
  await page.setViewportSize(PHONE);
  await page.goto(stage.at());
  await openSheet(page);
  await page.locator('#c-text').fill('请先公示，再选址，好不好');
  await page.locator('#similar [data-no]').first().waitFor();
  assert.deepEqual(await smallControls(page, 60), [], 'the sheet');
  await context.close();
});
