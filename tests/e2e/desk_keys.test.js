// The moderators' console by keys: how few it takes, when they do nothing, and what becomes of the decisions.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { console_, current, decide, decideAll, different, found, historyOf, listen } from './desk.js';
import { eventually, pause, Person, Stage, words } from './stage.js';

let stage;
before(async () => {
  stage = await Stage.open({ undo: 2 });
});
after(() => stage?.close());

/** A meeting of its own for one test, so that nothing waits from another. */
async function fresh(policy = {}) {
  await stage.meet({ policy: { suggestions_per_person: 1000, suggestion_interval_s: 0, undo_s: 2, ...policy } });
  await stage.run({ action: 'go_live' });
  await stage.run({ action: 'start_item', item: 1 });
}

/** How many suggestions there are of each state. */
const states = async () => {
  const counts = {};
  for (const { state } of await found(stage)) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
};

test('M1 thirty suggestions are published with at most 31 presses', async () => {
  await fresh();
  await stage.suggest(different(30));
  const page = await console_(stage);
  const { presses } = await decideAll(page, ['p'], 30);
  assert.ok(presses <= 31, `${presses} presses`);
  await eventually('all are public', async () => (await states()).published === 30);
  await page.context().close();
});

test('M1 thirty suggestions are rejected with a reason with at most 61 presses', async () => {
  await fresh();
  await stage.suggest(different(30));
  const page = await console_(stage);
  const { presses } = await decideAll(page, ['r', '1'], 30);
  assert.ok(presses <= 61, `${presses} presses`);
  await eventually('all are rejected', async () => (await states()).rejected === 30);
  await page.context().close();
});

test('M1 thirty suggestions are merged into the first of the close ones with at most 61 presses', async () => {
  await fresh();
  const [kept] = await stage.publish(['口袋公园选址请先公示，让周边居民投票定用途。']);
  await stage.suggest(Array.from({ length: 30 }, (_, serial) => `口袋公园选址请先公示，让周边居民投票定用途${'。！～'[serial % 3]}${'啊吧呀'[serial % 3]}${serial}`));
  const page = await console_(stage);
  const { presses } = await decideAll(page, ['m', '1'], 30);
  assert.ok(presses <= 61, `${presses} presses`);
  await eventually('all are merged', async () => (await states()).merged === 30);
  const counts = async () => (await stage.board()).suggestions.filter(({ no }) => no === kept).map((card) => [card.merged, card.supports]);
  await eventually('citizens see all of them in the one', async () => JSON.stringify(await counts()) === '[[30,30]]');
  await page.context().close();
});

test('M4 a decision taken back in time is never seen by a citizen', async () => {
  await fresh();
  const text = '这一条不该有人看到：请把东门的路灯修好。';
  const reader = await (await stage.context()).newPage();
  const told = listen(reader);
  await reader.goto(stage.at('?scope=all'));
  await reader.locator('main').first().waitFor();
  const [no] = await stage.suggest([text]);
  const page = await console_(stage);
  await page.keyboard.press('p');
  await eventually('it is in the tray', () => page.locator('.tray .card').count());
  await page.keyboard.press('z');
  await eventually('it is on the desk again', async () => Number(await current(page)) === no);
  // Longer than the window: what would come is there.
  await stage.publish(['这一条可以看到。']);
  await eventually('the reader hears of the other', () => told.some((one) => one.includes('这一条可以看到')));
  await pause(2_500);
  assert.ok(!told.some((one) => one.includes('这一条不该')), 'no message and no page holds it');
  assert.ok(!(await reader.content()).includes('这一条不该'));
  await page.context().close();
  await reader.context().close();
});

test('M6 a telephone number is masked in public and its digits are nowhere', async () => {
  await fresh();
  const reader = await (await stage.context()).newPage();
  const told = listen(reader);
  await reader.goto(stage.at('?scope=all'));
  const [no] = await stage.suggest(['楼下绿地被圈起来停车，请联系我13800005521。']);
  const page = await console_(stage);
  assert.match(await page.locator('#desk .text mark.pii').innerText(), /13800005521/, 'the moderator sees what will be masked');
  await page.keyboard.press('p');
  await eventually('the masked text is public', () => told.some((one) => one.includes('138****5521')));
  await reader.goto(stage.at(`/i/${no}`));
  assert.match(await reader.locator('main').first().innerText(), /138\*{4}5521/);
  for (const path of ['', '/new', '/agenda', '/replies', `/i/${no}`]) {
    assert.doesNotMatch(await (await fetch(stage.at(path))).text(), /13800005521/, path);
  }
  assert.doesNotMatch(JSON.stringify(await stage.board()), /13800005521/);
  assert.doesNotMatch(await reader.content(), /13800005521/);
  assert.ok(!told.some((one) => one.includes('13800005521')));
  await page.context().close();
  await reader.context().close();
});

test('M7 of twenty selected the three that are flagged are left out and listed', async () => {
  await fresh();
  const flagged = await stage.suggest(['我的电话13800005521，请回电。', '请联系13900001234谈停车。', '身边的事请打13700008888。']);
  const plain = await stage.suggest(different(17));
  const page = await console_(stage);
  await eventually('twenty wait', async () => (await page.locator('#queue-list [role=option]').count()) === 20);
  await page.keyboard.press('Control+a');
  await eventually('twenty are selected', async () => (await page.locator('#queue-list [role=option].picked').count()) === 20);
  await page.keyboard.press('p');
  const dialog = page.locator('dialog[open]');
  await dialog.waitFor();
  assert.match(await dialog.locator('h2').innerText(), /17/, 'the count is seen before anything is sent');
  assert.deepEqual((await dialog.locator('.care').allInnerTexts()).map(Number), flagged);
  await page.keyboard.press('Enter');
  await eventually('the three are listed', async () => (await page.locator('.note .no').count()) === 3);
  assert.deepEqual((await page.locator('.note .no').allInnerTexts()).map(Number), flagged);
  await eventually('seventeen are public', async () => (await states()).published === 17);
  const board = async () => (await stage.board()).suggestions.map(({ no }) => no).sort((a, b) => a - b);
  await eventually('citizens see these and no other', async () => JSON.stringify(await board()) === JSON.stringify(plain));
  await page.context().close();
});

test('M8 nothing is rejected without a reason, and the author reads it as soon as the time to take it back is over', async () => {
  await fresh({ undo_s: 3 });
  const author = await (await stage.context()).newPage();
  await author.goto(stage.at('/mine'));
  const person = await Person.of(author.context(), stage.base);
  const [no] = await stage.suggest(['请解决我家的官司。'], person);
  await person.lend(author.context());
  await author.goto(stage.at('/mine'));
  const page = await console_(stage);
  await page.keyboard.press('r');
  await page.keyboard.press('Escape');
  await page.keyboard.press('1');
  assert.equal(Number(await current(page)), no, 'R alone and a digit alone decide nothing');
  const moderator = await stage.member('moderator');
  await assert.rejects(moderator.call('POST', `${stage.api}/suggestions/${no}/decision`, { console: 'other', revision: 1, decision: { kind: 'reject' } }), /40|42/);
  await page.keyboard.press('r');
  await page.keyboard.press('8');
  await page.locator('dialog[open] textarea').waitFor();
  await page.keyboard.press('Enter');
  assert.equal(await page.locator('dialog[open] textarea').getAttribute('aria-invalid'), 'true', '8 wants words');
  await page.keyboard.press('Escape');
  await page.keyboard.press('r');
  await page.keyboard.press('6');
  const entry = await eventually('it is decided', async () => (await found(stage, 'decided')).length > 0);
  assert.ok(entry);
  await eventually('the hold is over', async () => (await found(stage, 'rejected')).length === 1, 10);
  await eventually('the author reads why', async () => (await author.locator('main').innerText()).includes(words('reason.petition_case')), 2);
  await page.context().close();
  await author.context().close();
});

test('M9 single keys do nothing in a field, while composing, and when switched off', async () => {
  await fresh();
  await stage.suggest(different(3));
  const page = await console_(stage);
  const first = await current(page);
  await page.keyboard.press('/');
  await page.locator('.search input').waitFor();
  await page.keyboard.type('prhsl');
  assert.equal(await page.locator('.search input').inputValue(), 'prhsl');
  await page.keyboard.press('Escape');
  assert.equal(await current(page), first);

  await page.evaluate(() => document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'p', code: 'KeyP', isComposing: true, bubbles: true })));
  for (const held of ['Control+p', 'Alt+p', 'Meta+p']) await page.keyboard.press(held);
  await pause(300);
  assert.equal(await current(page), first, 'neither while composing nor with a modifier');

  await page.locator('header button').last().click();
  await page.locator('dialog[open] input[type=checkbox]').first().uncheck();
  await page.keyboard.press('Escape');
  for (const key of ['p', 's', 'l', 'r', '1']) await page.keyboard.press(key);
  await pause(300);
  assert.equal(await current(page), first, 'switched off');
  await page.reload();
  await eventually('the item is back', () => current(page));
  await page.keyboard.press('p');
  await pause(300);
  assert.equal(await current(page), first, 'and it stays off for this person');
  await page.context().close();
});

test('M9 a key that was moved does it from its new place only', async () => {
  await fresh();
  await stage.suggest(different(2));
  const page = await console_(stage);
  await page.locator('header button').last().click();
  await page.locator('dialog[open] summary').click();
  await page.locator('dialog[open] li', { hasText: words('m.act.publish') }).first().locator('button').click();
  await page.keyboard.press('f');
  await page.keyboard.press('Escape');
  const first = await current(page);
  await page.keyboard.press('p');
  await pause(300);
  assert.equal(await current(page), first);
  await decide(page, ['f']);
  await page.context().close();
});

test('M10 keys are places on the keyboard: they work under an input method and on another layout', async () => {
  await fresh();
  const numbers = await stage.suggest(different(2));
  const page = await console_(stage);
  for (const key of ['Process', 'з']) {
    const before = await current(page);
    await page.evaluate((key) => document.body.dispatchEvent(new KeyboardEvent('keydown', { key, code: 'KeyP', bubbles: true, cancelable: true })), key);
    await eventually('the next item is there', async () => (await current(page)) !== before);
  }
  await eventually('both are public', async () => (await states()).published === numbers.length);
  await page.context().close();
});

test('a changed wording keeps the original, is shown as edited, and says how', async () => {
  await fresh();
  const [no] = await stage.suggest(['河边的的步道晚上灯太暗，请补几展矮灯。']);
  const page = await console_(stage);
  await page.keyboard.press('e');
  await page.locator('#edit-text').fill('河边的步道晚上灯太暗，请补几盏矮灯。');
  await eventually('the change is drawn', async () => (await page.locator('dialog[open] del').count()) > 0);
  await page.keyboard.press('Control+Enter');
  await eventually('it is public as edited', async () => (await found(stage, 'published')).length === 1);
  const card = (await stage.board()).suggestions.find((one) => one.no === no);
  assert.deepEqual([card.text, card.edited], ['河边的步道晚上灯太暗，请补几盏矮灯。', true]);
  const history = await historyOf(stage, no);
  assert.ok(history.some((entry) => entry.before?.includes('的的')), 'the record holds what it said before');
  await page.context().close();
});

test('what is in effect is taken back with trace and waits again', async () => {
  await fresh({ undo_s: 1 });
  const [no] = await stage.suggest(['请在南门装一个饮水点。']);
  const page = await console_(stage);
  await page.keyboard.press('p');
  await eventually('it is public', async () => (await found(stage, 'published')).length === 1);
  await eventually('the tray is empty', async () => (await page.locator('.tray .card').count()) === 0);
  await page.keyboard.press('z');
  await page.locator('dialog[open] .entry').first().waitFor();
  await page.keyboard.press('1');
  await eventually('it waits again', async () => (await found(stage, 'pending')).some((row) => row.no === no));
  assert.ok((await historyOf(stage, no)).some((entry) => entry.verb === 'reopen'));
  await page.context().close();
});
