// Word lists: written by the secretary, seen by the moderator, refusing nothing.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from './axe.js';
import { console_ } from './desk.js';
import { overflowing } from './measure.js';
import { eventually, Stage, TINY, words } from './stage.js';

let stage;
before(async () => {
  stage = await Stage.open({ undo: 5 });
});
after(() => stage?.close());

test('a list that the secretary writes marks what waits, however it is dressed', async () => {
  const [no] = await stage.suggest(['小区门口有人賭.博，请管一管。', '多种些树，让孩子有阴凉。']);
  const page = await stage.memberPage('secretary', `/desk/m/${stage.meeting}/words`);
  await page.getByRole('button', { name: words('wl.add') }).click();
  await page.locator('#name-0').fill('街道提示词');
  await page.locator('#level-0').selectOption('review');
  await page.locator('#words-0').fill('赌博\n\n传销\n赌博');
  await page.locator('#file-0').setInputFiles({ name: 'words.txt', mimeType: 'text/plain', buffer: Buffer.from('# 街道\n传销\n黑网吧\n') });
  await eventually('the file is in', async () => (await page.locator('#words-0').inputValue()) === '赌博\n传销\n黑网吧');
  await page.getByRole('button', { name: words('wl.try') }).click();
  await eventually('the trial names what it found', async () => (await page.locator('section li b').allInnerTexts()).map(Number).join() === String(no));
  assert.deepEqual(await violations(page), []);
  await page.getByRole('button', { name: words('wl.save') }).click();
  await eventually('it is saved', async () => !(await page.locator('main').innerText()).includes(words('wl.changed')));
  const desk = await console_(stage);
  await eventually('the row says so', async () => (await desk.locator(`#row-${no}`).innerText()).includes(words('m.level.review')));
  assert.match(await desk.locator('.paper').innerText(), /街道提示词/, 'with the name of the list');
  await desk.context().close();
  await page.setViewportSize(TINY);
  assert.deepEqual(await overflowing(page), []);
  await page.context().close();
});
