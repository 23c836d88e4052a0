// One suggestion's whole way: a citizen posts, a moderator publishes by key, it waits behind "1 new", another citizen backs it, the count moves
// in the first one's page, the secretary exports.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readFile } from 'node:fs/promises';
import { eventually, Stage } from './stage.js';

let stage;
before(async () => {
  stage = await Stage.open({ undo: 1 });
});
after(() => stage?.close());

const TEXT = '口袋公园选址请先公示，让周边居民投票定用途。';

test('a suggestion travels from one citizen to another and into the secretary’s file', async () => {
  await stage.publish(['河边步道晚上灯太暗，请补几盏矮灯。', '公园厕所请装上扶手和应急铃。']);
  const author = await (await stage.context()).newPage();
  const reader = await (await stage.context()).newPage();
  await author.goto(`${stage.base}/m/${stage.meeting}`);
  await reader.goto(`${stage.base}/m/${stage.meeting}`);
  const before = await reader.locator('#feed article').count();
  assert.equal(before, 2);

  // On a phone the sheet opens from the bar's centre.
  await author.locator('nav a[href$="/new"], nav button').first().click();
  await author.locator('#c-text').fill(TEXT);
  await author.locator('#c-send').click();
  await author.locator('#receipt').waitFor();
  assert.match(await author.locator('#receipt').innerText(), /0003/);

  const console_ = await stage.staffPage('moderator', `/mod/${stage.meeting}`);
  await console_.getByText(TEXT).first().waitFor();
  await console_.keyboard.press('p');

  await reader.locator('#fresh').waitFor({ timeout: 15_000 });
  assert.match(await reader.locator('#fresh').innerText(), /1/);
  assert.equal(await reader.locator('#feed article').count(), before, 'nothing moves before the reader asks for it');
  await reader.locator('#fresh').click();
  const card = reader.locator('#feed article', { hasText: TEXT });
  await card.waitFor();

  await card.locator('button.sup').click();
  assert.equal(await card.locator('button.sup').getAttribute('aria-pressed'), 'true');
  await author.locator('#sheet-close').click();
  await eventually('the author’s page counts one backer', async () => {
    if (await author.locator('#fresh').isVisible()) await author.locator('#fresh').click();
    const mine = author.locator('#feed article', { hasText: TEXT });
    return (await mine.count()) === 1 && (await mine.locator('.sup .n').innerText()) === '1';
  });

  await stage.run({ action: 'close' });
  const desk = await stage.staffPage('secretary', `/desk/m/${stage.meeting}/results`);
  await desk.getByText(TEXT).first().waitFor();
  const [download] = await Promise.all([desk.waitForEvent('download'), desk.locator('a[href*="format=json"], button', { hasText: 'JSON' }).first().click()]);
  const exported = JSON.parse(await readFile(await download.path(), 'utf8'));
  const row = exported.suggestions.find((suggestion) => suggestion.text === TEXT);
  assert.deepEqual([row.state, row.supports, row.rank], ['published', 1, 1]);
});
