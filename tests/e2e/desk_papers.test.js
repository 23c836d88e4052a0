// What people at the desk write for one another: run-book, canned replies, notes; calls for help, and the rule for regular authors.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from './axe.js';
import { account, console_, current, historyOf } from './desk.js';
import { overflowing } from './measure.js';
import { eventually, openSheet, Stage, TINY, words } from './stage.js';

const SMALL = { width: 1280, height: 720 };
const LOOKS = ['light', 'dark'];
const PLACE = '请写明具体地点，再提一次。';
let stage;
before(async () => {
  stage = await Stage.open({ undo: 5, roles: ['senior_moderator'] });
  await account(stage, 'second', '周毅', ['moderator']);
});
after(() => stage?.close());

const papersAt = () => `/desk/m/${stage.meeting}/papers`;

/** Nothing to say about the page as it stands, at two sizes, light and dark. */
async function sound(page, what) {
  for (const viewport of [SMALL, TINY]) {
    await page.setViewportSize(viewport);
    for (const colorScheme of LOOKS) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      assert.deepEqual(await violations(page), [], `${what}, ${viewport.width}, ${colorScheme}`);
    }
    assert.deepEqual(await overflowing(page), [], `${what}, ${viewport.width}`);
  }
  await page.setViewportSize(SMALL);
}

/** Tab until the focus stands on what matches. */
async function tabTo(page, selector, key = 'Tab') {
  await eventually(`the focus is on ${selector}`, async () => {
    await page.keyboard.press(key);
    return page.evaluate((selector) => document.activeElement?.matches(selector), selector);
  });
}

test('the secretary writes run-book and replies; who saves second sees what the first one saved', async () => {
  const page = await stage.memberPage('secretary', papersAt(), { viewport: SMALL });
  await page.locator('#runbook-text').fill('先看需留意，再看重复。\n涉及个人信息的，先打码再发布。');
  await page.getByRole('button', { name: words('pp.runbook.save') }).click();
  await eventually('the run-book is saved', async () => (await page.locator('#runbook header small').innerText().catch(() => '')).includes('秘书'));
  for (const [title, text] of [['已有同类', '已有相同建议，可去附议。'], ['缺地点', PLACE]]) {
    await page.getByRole('button', { name: words('pp.canned.add') }).click();
    await page.keyboard.type(title);
    await page.keyboard.press('Tab');
    await page.keyboard.insertText(text);
  }
  await page.getByRole('button', { name: words('pp.canned.save') }).click();
  await eventually('the replies are saved', async () => !(await page.locator('#canned').innerText()).includes(words('pp.changed')));
  const { canned, canned_version: version } = await stage.secretary.call('GET', `${stage.api}/papers`);
  assert.deepEqual(canned.map((reply) => reply.title), ['已有同类', '缺地点']);

  await stage.secretary.call('PUT', `${stage.api}/papers/canned`, { version, replies: canned.slice(1) });
  await page.getByRole('button', { name: `${words('pp.canned.up')} 缺地点` }).click();
  await page.getByRole('button', { name: words('pp.canned.save') }).click();
  await page.getByRole('heading', { name: words('pp.theirs.title') }).waitFor();
  assert.ok((await page.locator('#canned').innerText()).includes(words('error.stale_version')));
  assert.equal(await page.locator('#canned-title-0').inputValue(), '缺地点', 'what was written is still there');
  await sound(page, 'the secretary’s papers');
  await page.getByRole('button', { name: words('pp.theirs.over') }).click();
  await eventually('the second one’s are in force', async () => {
    const now = await stage.secretary.call('GET', `${stage.api}/papers`);
    return now.canned.map((reply) => reply.title).join() === '缺地点,已有同类';
  });
  await page.context().close();

  const reader = await stage.memberPage('moderator', papersAt(), { viewport: SMALL });
  await reader.locator('#runbook .text').waitFor();
  assert.match(await reader.locator('#runbook .text').innerText(), /先打码再发布/);
  assert.equal(await reader.locator('#runbook textarea, #canned textarea').count(), 0, 'those who do not lead only read');
  await sound(reader, 'the moderator’s papers');
  await reader.context().close();
});

test('a reply is put into the words to an author by keyboard', async () => {
  const [no, next] = await stage.suggest(['那边的路要修一修。', '多种些树，让孩子有阴凉。']);
  const page = await console_(stage, 'moderator', { viewport: SMALL });
  assert.equal(Number(await current(page)), no);
  await eventually('the run-book is offered', async () => (await page.locator('.shift').innerText().catch(() => '')).includes(words('m.papers.book')));
  await page.keyboard.press('r');
  await page.keyboard.press('8');
  const list = page.locator('dialog[open] .field [role=listbox]');
  await list.waitFor();
  await eventually('the words have the focus', () => page.evaluate(() => document.activeElement?.id === 'note'));
  await tabTo(page, '.field [role=listbox]', 'Shift+Tab');
  await page.keyboard.press('ArrowDown');
  assert.equal(await list.locator('[aria-selected=true] b').innerText(), '已有同类');
  await sound(page, 'the reasons with replies');
  await tabTo(page, '.field [role=listbox]');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  assert.equal(await page.locator('#note').inputValue(), PLACE);
  assert.ok(await page.evaluate(() => document.activeElement?.id === 'note'), 'and can be changed at once');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('2');
  assert.equal(await page.locator('#note').inputValue(), `${PLACE}\n已有相同建议，可去附议。`);
  await page.keyboard.press('Enter');
  await eventually('the next one is on the desk', async () => Number(await current(page)) === next);
  const rejected = await eventually('the author has the words', async () => (await historyOf(stage, no)).find((entry) => entry.verb === 'rejected'));
  assert.ok(rejected.note.startsWith(PLACE), JSON.stringify(rejected));
  await page.context().close();
});

test('a note reaches the colleague’s console once', async () => {
  const writer = await stage.memberPage('second', papersAt(), { viewport: SMALL });
  await writer.locator('#note-text').fill('停车的议题多，请留意。');
  await writer.getByRole('button', { name: words('pp.notes.send') }).click();
  await eventually('the note stands there', async () => (await writer.locator('#notes li .text').allInnerTexts()).includes('停车的议题多，请留意。'));
  await writer.context().close();

  await stage.suggest(['请在校门口设一条斑马线。']);
  const page = await console_(stage, 'moderator', { viewport: SMALL });
  const banner = page.locator('.shift');
  await eventually('the note is shown', async () => (await banner.innerText().catch(() => '')).includes('停车的议题多'));
  assert.ok((await banner.innerText()).includes('周毅'), 'with its writer');
  assert.equal(await banner.locator('a').first().getAttribute('href'), `${papersAt()}#notes`);
  await sound(page, 'the console with a note');
  await banner.getByRole('button', { name: words('app.close') }).click();
  await banner.waitFor({ state: 'detached' });
  await page.reload();
  await eventually('an item is on the desk', () => current(page));
  await page.waitForTimeout(1_500);
  assert.equal(await banner.count(), 0, 'not shown again for the same note');
  await page.context().close();
});

test('a call for help is seen by the colleague at the desk and by those who are not', async () => {
  await stage.suggest(['公交站请加个雨棚。']);
  const [caller, colleague] = [await stage.memberPage('moderator', `/mod/${stage.meeting}`, { viewport: SMALL }), await stage.memberPage('second', `/mod/${stage.meeting}`, { viewport: SMALL })];
  await caller.locator('.levers').getByRole('button', { name: words('m.call') }).click();
  await caller.locator('#call-note').waitFor();
  await caller.locator('dialog fieldset').waitFor();
  await sound(caller, 'the call');
  await caller.locator('#call-note').fill('一下来了很多');
  await caller.keyboard.press('Enter');
  await caller.locator('dialog[open]').waitFor({ state: 'detached' });
  const call = colleague.locator('.bar.help');
  await eventually('the colleague sees it', async () => (await call.innerText().catch(() => '')).includes(words('m.help.called', { name: '李洁', note: '一下来了很多' })));
  assert.equal(await caller.locator('.bar.help').count(), 0, 'who called need not be told');
  await sound(colleague, 'the console with a call');
  await call.getByRole('button', { name: words('app.close') }).click();
  await call.waitFor({ state: 'detached' });
  const home = await stage.memberPage('secretary', '/desk', { viewport: SMALL });
  await eventually('the secretary sees it among the meetings', async () => (await home.locator('.call').innerText().catch(() => '')).includes('一下来了很多'));
  await sound(home, 'the meetings with a call');
  for (const page of [caller, colleague, home]) await page.context().close();
});

test('the rule for regular authors is off until somebody who leads switches it on, and citizens are told', async () => {
  const citizen = await stage.page();
  await openSheet(citizen);
  const notice = citizen.locator('#intake');
  assert.ok(await notice.isHidden());
  const plain = await stage.memberPage('second', `/mod/${stage.meeting}`, { viewport: SMALL });
  await plain.locator('.levers').waitFor();
  assert.equal(await plain.locator('.levers button').count(), 1, 'who does not lead has no such lever');
  const lead = await stage.memberPage('senior_moderator', `/mod/${stage.meeting}`, { viewport: SMALL });
  await lead.locator('.levers').getByRole('button', { name: words('m.clear.off') }).click();
  const dialog = lead.locator('dialog[open]');
  await dialog.locator('input').fill('2');
  await sound(lead, 'the rule');
  await dialog.getByRole('button', { name: words('m.clear.go') }).click();
  await dialog.waitFor({ state: 'detached' });
  await eventually('the citizen is told', async () => (await notice.isVisible()) && (await notice.innerText()).includes(words('lim.clear', { n: 2 })));
  await eventually('the colleague sees it', async () => (await plain.locator('.levers').innerText()).includes(words('m.clear.on', { n: 2 })));
  const late = await stage.page('/new');
  assert.ok((await late.locator('#intake').innerText()).includes(words('lim.clear', { n: 2 })), 'and who opens the page later');
  assert.deepEqual(await violations(late), []);
  const run = await stage.memberPage('secretary', `/desk/m/${stage.meeting}/run`, { viewport: SMALL });
  await run.getByRole('button', { name: words('m.clear.stop') }).click();
  await eventually('the citizen is told of the end', () => notice.isHidden());
  for (const page of [citizen, plain, lead, late, run]) await page.context().close();
});
