// The same way with scripts off: read, suggest, back, and see what became of it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eventually, Stage, words } from './stage.js';

let stage;
before(async () => {
  stage = await Stage.open({ undo: 0 });
});
after(() => stage?.close());

const TEXT = '请把城市绿道和公交站接起来，别让老人绕远路。';

test('C1 without script a citizen reads twenty, suggests, backs, and reads the outcome', async () => {
  await stage.publish(Array.from({ length: 21 }, (_, serial) => `第${serial + 1}条：请在步道旁多放几张带扶手的长椅。`));
  const author = await (await stage.context({ javaScriptEnabled: false })).newPage();
  await author.goto(`${stage.base}/m/${stage.meeting}`);
  assert.ok((await author.locator('#feed article').count()) >= 20);
  assert.ok((await author.locator('#feed article').first().innerText()).includes('长椅'));

  await author.goto(`${stage.base}/m/${stage.meeting}/new`);
  await author.locator('textarea[name=text]').fill(TEXT);
  await author.locator('form.compose button[type=submit]').click();
  await author.waitForURL(/\/mine/);
  assert.match(await author.locator('main').innerText(), /0022/);

  const moderator = await stage.staffPage('moderator', `/mod/${stage.meeting}`);
  await moderator.getByText(TEXT).first().waitFor();
  await moderator.keyboard.press('p');
  await eventually('it is public', async () => {
    const board = await stage.secretary.call('GET', `${stage.api}/board?order=newest`);
    return board.suggestions[0]?.text === TEXT;
  });

  const reader = await (await stage.context({ javaScriptEnabled: false })).newPage();
  await reader.goto(`${stage.base}/m/${stage.meeting}?order=newest&scope=all`);
  const card = () => reader.locator('#feed article', { hasText: TEXT });
  await card().locator('button.sup').click();
  await reader.waitForLoadState();
  assert.equal(await card().locator('.sup .n').innerText(), '1');
  assert.equal(await card().locator('button.sup').getAttribute('value'), '0', 'the button now takes it back');

  await author.goto(`${stage.base}/m/${stage.meeting}/mine`);
  assert.match(await author.locator('main').innerText(), /已发布/);
});

test('C1 without script a citizen comes in by the code, judges cards and finds everything under mine', async () => {
  const context = await stage.context({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(stage.base);
  await page.locator('input[name=code]').fill(stage.code);
  await page.locator('form.join button[type=submit], .join button').first().click();
  await page.waitForURL((url) => url.pathname === `/m/${stage.meeting}`);
  assert.ok((await page.locator('#feed article').count()) >= 20);

  await page.goto(stage.at('/cards'));
  const cards = page.locator('#cards fieldset');
  const served = await cards.count();
  assert.ok(served >= 1 && served <= 9, `${served} cards`);
  await cards.nth(0).locator('input[value=support]').check({ force: true });
  const no = await cards.nth(0).getAttribute('data-no');
  if (served > 1) await cards.nth(1).locator('input[value=not_now]').check({ force: true });
  await page.locator('#cards button[type=submit]').last().click();
  await page.locator('.thanks').first().waitFor();
  await page.goto(stage.at('/cards'));
  assert.equal(await page.locator(`#cards fieldset[data-no="${no}"]`).count(), 0, 'what was answered does not come again');

  await page.goto(stage.at('/new'));
  await page.locator('textarea[name=text]').fill('请在河边装一排饮水点。');
  await page.locator('form.compose button[type=submit]').click();
  await page.waitForURL(/\/mine/);
  assert.match(await page.locator('main').innerText(), /请在河边装一排饮水点/);
  assert.match(await page.locator('main .st').first().innerText(), new RegExp(words('st.pending')));
  await context.close();
});

test('a text that is too short comes back with its words and a sentence that helps', async () => {
  const page = await (await stage.context({ javaScriptEnabled: false })).newPage();
  await page.goto(`${stage.base}/m/${stage.meeting}/new`);
  await page.locator('textarea[name=text]').fill('修路');
  await page.locator('form.compose button[type=submit]').click();
  await page.waitForLoadState();
  assert.equal(await page.locator('textarea[name=text]').inputValue(), '修路');
  assert.match(await page.locator('main').innerText(), /至少/);
});
