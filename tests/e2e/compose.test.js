// Writing a suggestion: similar ones are offered and never in the way, nothing typed is lost, limits are told in seconds.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { overflowing } from './measure.js';
import { eventually, openSheet, Person, Stage, TINY, words } from './stage.js';

let stage;
before(async () => {
  stage = await Stage.open();
  await stage.proxied();
  await stage.publish(['口袋公园选址请先公示，让周边居民投票定用途。', '河边步道晚上灯太暗，请补几盏矮灯。']);
});
after(() => stage?.close());

test('C7 a similar suggestion appears while typing, and one tap joins it instead of repeating it', async () => {
  const page = await stage.page();
  await openSheet(page);
  stage.line.forget();
  await page.locator('#c-text').pressSequentially('口袋公园选址请先公示', { delay: 20 });
  const row = page.locator('#similar [data-no="1"]');
  await row.waitFor({ timeout: 5_000 });
  assert.match(await page.locator('#similar').innerText(), /口袋公园选址/);
  assert.ok((await page.locator('#c-send').getAttribute('class')).includes('alt'), 'posting one’s own is the quieter button now');
  await row.locator('button.sup').click();
  await eventually('the server counts the backing', async () => (await stage.board()).suggestions.find((card) => card.no === 1).supports === 1);
  assert.equal(stage.line.count(/^POST .*\/suggestions$/), 0, 'no suggestion was made');
  await page.getByText(words('c.joined')).first().waitFor();
  assert.equal(await page.locator('#sheet.open').count(), 0, 'the sheet is closed');
  await page.reload();
  assert.equal(await page.locator('#c-text').inputValue(), '口袋公园选址请先公示', 'the draft is kept');
  await page.context().close();
});

test('C8 a search for similar ones that hangs is never in the way', async () => {
  const page = await stage.page();
  const end = stage.line.on(/^GET .*\/similar/, 'hang');
  await openSheet(page);
  await page.locator('#c-text').fill('请在学校门口划出等候区，别让家长站在车道上。');
  await eventually('the search is under way', () => stage.line.count(/\/similar/) > 0);
  assert.equal(await page.locator('#c-send').isEnabled(), true);
  await page.locator('#c-send').click();
  await page.locator('#receipt').waitFor();
  assert.match(await page.locator('#receipt').innerText(), /\d{4}/);
  end();
  await page.context().close();
});

test('C19 one who is too quick keeps the words and is told the seconds', async () => {
  const page = await stage.page();
  const end = stage.line.on(/^POST .*\/suggestions$/, 429, { headers: { 'retry-after': '17' }, body: { code: 'too_soon', title: '太快了', retry_after_s: 17 } });
  await openSheet(page);
  await page.locator('#c-text').fill('请给老旧小区的单元门口加一段缓坡。');
  await page.locator('#c-send').click();
  await eventually('the seconds are told', async () => {
    const said = await page.locator('#c-problem').innerText();
    return [17, 16].some((s) => said === words('lim.wait', { s }));
  });
  assert.equal(await page.locator('#c-text').inputValue(), '请给老旧小区的单元门口加一段缓坡。');
  assert.equal(await page.locator('#c-send').isEnabled(), false);
  await eventually('they count down', async () => (await page.locator('#c-problem').innerText()) === words('lim.wait', { s: 15 }));
  end();
  await page.context().close();
});

test('C19 the server’s own limit says after how many seconds it ends', async () => {
  const { meeting, api } = stage;
  await stage.meet({ policy: { suggestion_interval_s: 30 } });
  await stage.run({ action: 'go_live' });
  const page = await stage.page();
  const own = await Person.of(page.context(), stage.line.base);
  await own.call('POST', `${stage.api}/suggestions`, { text: '请修好东湖边的栏杆。' });
  await own.lend(page.context());
  await openSheet(page);
  await page.locator('#c-text').fill('请给公园的厕所装上扶手。');
  await page.locator('#c-send').click();
  await eventually('the seconds are told', async () => /(30|29|28|27) /.test(await page.locator('#c-problem').innerText()));
  assert.equal(await page.locator('#c-text').inputValue(), '请给公园的厕所装上扶手。');
  await page.context().close();
  Object.assign(stage, { meeting, api });
});

test('C20 with text twice as large, by browser or by our own setting, a suggestion can be finished on a small phone', async () => {
  for (const [path, zoomed] of [['', true], ['/new', true], ['', false], ['/new', false]]) {
    const page = await (await stage.context({ viewport: TINY })).newPage();
    if (!zoomed) await page.context().addCookies([{ name: 'look', value: '1.8-auto-0-0', url: stage.base }]);
    await page.goto(stage.at(path));
    if (zoomed) await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
    if (!path) await openSheet(page);
    await page.locator('#c-text').fill(`请在${path || '/live'}${zoomed}路口加一盏红绿灯。`);
    assert.deepEqual(await overflowing(page), [], path);
    await page.locator('#c-send').click();
    await page.locator('#receipt, .notice.ok').first().waitFor();
    await eventually('the text arrived', async () => {
      const { waiting } = await stage.secretary.call('GET', `${stage.api}/queue?console=stage`);
      return waiting.some((row) => row.text.includes(`${path || '/live'}${zoomed}路口`));
    });
    await page.context().close();
  }
});
