// The citizen's page by keyboard alone: every control is reached, shows its focus, works, and leads back.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { tabTo } from './measure.js';
import { DESK, eventually, PHONE, Stage, TINY } from './stage.js';

let stage;
before(async () => {
  stage = await Stage.open();
  await stage.publish(['口袋公园选址请先公示，让周边居民投票定用途。', '河边步道晚上灯太暗，请补几盏矮灯。', '公园厕所请装上扶手和应急铃。']);
});
after(() => stage?.close());

const focused = (page) => page.evaluate(() => `${document.activeElement.tagName} ${document.activeElement.className} ${document.activeElement.id}`);

test('C14 by keyboard alone a citizen filters, backs, writes, closes and comes back', async () => {
  for (const [viewport, colorScheme] of [[PHONE, 'light'], [TINY, 'dark']]) {
    const page = await stage.page('', { viewport, colorScheme });
    await tabTo(page, 'a.skip');
    await tabTo(page, 'nav.seg a[data-scope=all], [role=tab][data-scope=all]');
    await page.keyboard.press('Enter');
    await eventually('all are shown', async () => (await page.locator('[data-scope=all][aria-current], [data-scope=all][aria-selected=true]').count()) === 1);

    await tabTo(page, '#feed article');
    await page.keyboard.press('PageDown');
    const card = await page.evaluate(() => document.activeElement.getAttribute('aria-posinset'));
    assert.equal(card, '2', 'Page Down goes to the next card');
    await tabTo(page, '#feed article button.sup');
    await page.keyboard.press('Space');
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-pressed')), 'true');

    await tabTo(page, 'nav.nav a.post');
    await page.keyboard.press('Enter');
    await eventually('the sheet has the focus', async () => (await focused(page)).includes('c-text'));
    await page.keyboard.type('请在公园门口放几个自行车架。');
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('#sheet.open').count(), 0);
    assert.match(await focused(page), /post/, 'the focus is back on the opener');
    await page.keyboard.press('Enter');
    await tabTo(page, '#sheet-close', { key: 'Shift+Tab' });
    await page.keyboard.press('Enter');
    assert.match(await focused(page), /post/);

    await page.keyboard.press('Enter');
    await tabTo(page, '#c-send');
    await page.keyboard.press('Enter');
    await page.locator('#receipt').waitFor();
    assert.match(await focused(page), /receipt/);
    await page.context().close();
  }
});

test('C14 on a wide screen the form is open and the whole page is reached by Tab', async () => {
  const page = await stage.page('', { viewport: DESK });
  await tabTo(page, '#feed article button.sup');
  await page.keyboard.press('Enter');
  await tabTo(page, '#c-text');
  await page.keyboard.type('请在桥下加一条人行道。');
  await tabTo(page, '#c-send');
  await page.keyboard.press('Enter');
  await page.locator('#receipt').waitFor();
  await page.context().close();
});
