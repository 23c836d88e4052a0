// A link that leads another person to the same suggestion and the same moment.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eventually, Person, Stage } from './stage.js';

let stage;
before(async () => {
  stage = await Stage.open({ policy: { review: 'post' } });
});
after(() => stage?.close());

test('C22 a copied link opens the same suggestion and the same moment elsewhere', async () => {
  const author = new Person(stage.base);
  const [no] = await stage.publish(['请在桥头加一块避雨的站台。'], author, { moment_ms: 65_000 });
  await stage.publish(Array.from({ length: 30 }, (_, serial) => `后来${serial}：请修好人行道。`));
  const page = await stage.page(`?scope=all&order=newest&n=${no}`, { permissions: ['clipboard-read', 'clipboard-write'] });
  const card = page.locator(`#feed article[data-no="${no}"]`);
  await card.waitFor();
  await card.focus();
  await page.locator('#share').click();
  const link = await page.locator('#share-link').inputValue();
  await page.locator('#share-copy').click();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), link);
  const url = new URL(link);
  assert.equal(url.searchParams.get('n'), String(no));
  const moment = Number(url.searchParams.get('t'));
  assert.ok(Number.isFinite(moment));

  const other = await stage.page('', { viewport: { width: 1280, height: 800 } });
  await other.goto(link);
  const there = other.locator(`#feed article[data-no="${no}"]`);
  await there.waitFor();
  await eventually('it is in sight', () => there.evaluate((card) => {
    const { top, bottom } = card.getBoundingClientRect();
    return top < innerHeight && bottom > 0;
  }), 5);
  const minutes = `${String(Math.floor(moment / 60)).padStart(2, '0')}:${String(moment % 60).padStart(2, '0')}`;
  assert.ok((await other.locator('#shared').innerText()).includes(minutes), 'the moment is told');
  await page.context().close();
  await other.context().close();
});
