// The record of staff: read, filtered, taken away as a file; what looks unusual; what it is all about.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from './axe.js';
import { overflowing } from './measure.js';
import { eventually, Stage, TINY, words } from './stage.js';

let stage;
before(async () => (stage = await Stage.open()));
after(() => stage?.close());

test('what staff did stands there, is filtered and goes into a file', async () => {
  await stage.publish(['多种些树，让孩子放学路上有阴凉。', '河边步道晚上灯太暗，请补几盏矮灯。']);
  const page = await stage.memberPage('secretary', `/desk/m/${stage.meeting}/record`);
  const rows = page.locator('tbody tr');
  await eventually('everything is there', async () => (await rows.count()) >= 3);
  const all = await rows.count();
  await page.locator('#verb').selectOption('publish');
  await eventually('two were published', async () => (await rows.count()) === 2);
  await page.locator('#no').fill('2');
  await page.locator('#no').press('Enter');
  await eventually('one of them is the second', async () => (await rows.count()) === 1 && (await rows.innerText()).includes('0002'));
  assert.deepEqual(await violations(page), []);
  const file = await page.evaluate(async () => (await fetch(document.querySelector('a[download]').href)).text());
  assert.equal(file.trim().split('\r\n').length, 2, 'the file holds what is shown');
  assert.ok(all > 2);
  await page.setViewportSize(TINY);
  assert.deepEqual(await overflowing(page), []);
  await page.context().close();
});

test('copies of one text are told of as one', async () => {
  await stage.suggest(Array.from({ length: 5 }, (_, at) => `强烈要求立即停止口袋公园项目${'！'.repeat(at)}`));
  const page = await stage.memberPage('moderator', `/desk/m/${stage.meeting}/abuse`);
  await eventually('the five are there', async () => /5/.test(await page.locator('section[aria-labelledby=cohorts] small').first().innerText().catch(() => '')));
  assert.deepEqual(await violations(page), []);
  await page.setViewportSize(TINY);
  assert.deepEqual(await overflowing(page), []);
  await page.context().close();
});

test('suggestions about one thing gather, and a new grouping is seen before it is made', async () => {
  await stage.suggest(['河边步道晚上路灯太暗，老人散步看不清路', '建议给河边步道加装路灯', '步道路灯坏了一个月没人修']);
  const page = await stage.memberPage('moderator', `/mod/${stage.meeting}`);
  await page.locator('aside .topics').click();
  const dialog = page.locator('dialog[open]');
  const sizes = async () => (await dialog.locator('tbody td:nth-child(3)').allInnerTexts()).map(Number);
  await eventually('the lamps are a topic', async () => (await sizes()).some((size) => size >= 3));
  await dialog.getByRole('button', { name: words('m.topics.regroup') }).click();
  await dialog.getByRole('button', { name: words('m.topics.apply') }).waitFor();
  assert.deepEqual(await violations(page), []);
  await dialog.getByRole('button', { name: words('m.topics.apply') }).click();
  await dialog.getByRole('button', { name: words('m.topics.regroup') }).waitFor();
  assert.ok((await sizes()).some((size) => size >= 3));
  await page.context().close();
});
