// Who may not write for a while: said on the abuse desk or at the console, told to the person, lifted again.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { OF_LOOK, violations } from './axe.js';
import { console_, current } from './desk.js';
import { overflowing, smallControls } from './measure.js';
import { eventually, openSheet, Person, Stage, TINY, words } from './stage.js';

let stage;
let author;
before(async () => {
  stage = await Stage.open({ roles: ['senior_moderator'] });
  author = new Person(stage.base);
});
after(() => stage?.close());

const rows = (page) => page.locator('section[aria-labelledby=restrictions] li');
const dialog = (page) => page.locator('dialog[open]');
const button = (place, key, values) => place.getByRole('button', { name: words(key, values) });

/** The author's own browser at a page of the meeting. */
async function authorsPage(path) {
  const context = await stage.context();
  await author.lend(context);
  const page = await context.newPage();
  await page.goto(stage.at(path));
  return page;
}

test('an author who is muted is told why and until when, and writes again once it is lifted', async () => {
  const [no] = await stage.suggest(['加微信领红包，名额有限，先到先得。'], author);
  const own = await authorsPage('/mine');
  const page = await stage.memberPage('senior_moderator', `/desk/m/${stage.meeting}/abuse`);
  await rows(page).getByText(words('rx.none')).waitFor();
  await button(page, 'rx.new').click();
  await dialog(page).locator('#rx-whom').fill(String(no));
  await dialog(page).getByRole('listbox').focus();
  await page.keyboard.press('4');
  assert.equal(await dialog(page).locator('[aria-selected=true]').innerText().then((text) => text.includes(words('reason.advertising'))), true);
  await dialog(page).getByLabel(words('rx.end.min', { n: 60 })).check();
  await dialog(page).locator('#rx-note').fill('请不要在这里做广告');
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await violations(page, colorScheme === 'light' ? null : OF_LOOK), [], colorScheme);
  }
  await button(dialog(page), 'rx.go').click();
  await eventually('the row is there', async () => (await rows(page).innerText()).includes(words('reason.advertising')));
  const row = await rows(page).innerText();
  assert.ok(row.includes(words('rx.mute')) && row.includes('senior_moderator') && row.includes('请不要在这里做广告'), row);

  const told = own.locator('#mine-restricted section');
  await told.waitFor();
  const said = await told.innerText();
  assert.ok(said.includes(words('reason.advertising')) && said.includes('请不要在这里做广告') && said.includes('市政协'), said);
  assert.match(said, /\d{1,2}月\d{1,2}日 \d{2}:\d{2}/, 'until when');
  assert.deepEqual(await violations(own), []);
  assert.deepEqual(await overflowing(own), []);

  const writing = await authorsPage('');
  await openSheet(writing);
  await writing.locator('#c-text').fill('再来一次：加微信领红包。');
  await writing.locator('#c-send').click();
  await eventually('the refusal names the reason', async () => (await writing.locator('#c-problem').innerText()).includes(words('reason.advertising')));
  assert.equal(await writing.locator('#c-text').inputValue(), '再来一次：加微信领红包。', 'the words are kept');

  await button(rows(page), 'rx.lift').click();
  await button(dialog(page), 'rx.lift').click();
  await rows(page).getByText(words('rx.none')).waitFor();
  await eventually('the author’s page says so by itself', async () => (await told.count()) === 0, 40);
  await writing.locator('#c-text').fill('多种些树，让孩子放学路上有阴凉。');
  await writing.locator('#c-send').click();
  await writing.locator('#receipt').waitFor();
  for (const one of [own, writing, page]) await one.context().close();
});

test('the console’s author card leads there, a moderator’s choice ends within the hour, and the record tells', async () => {
  await stage.suggest(['加微信领红包，名额有限。'], author);
  const page = await console_(stage);
  const no = Number(await current(page));
  await page.locator('.author').getByRole('button', { name: words('m.author.restrict') }).click();
  await dialog(page).getByText(words('rx.end.min', { n: 10 })).waitFor();
  assert.equal(await dialog(page).getByText(words('rx.end.meeting')).count(), 0);
  assert.equal(await dialog(page).getByText(words('rx.suspend.long')).count(), 0);
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press('Enter');
  await eventually('it holds', async () => (await stage.secretary.call('GET', `${stage.api}/abuse`)).restrictions.length === 1);
  const [made] = (await stage.secretary.call('GET', `${stage.api}/abuse`)).restrictions;
  assert.ok(made.nos.includes(no) && made.kind === 'mute' && made.by === '李洁');
  const { entries } = await stage.secretary.call('GET', `${stage.api}/record?verb=restrict`);
  assert.equal(entries[0].no, no);
  await page.context().close();
});

test('the page fits a small telephone, in three languages', async () => {
  const page = await stage.memberPage('senior_moderator', `/desk/m/${stage.meeting}/abuse`);
  await page.setViewportSize(TINY);
  for (const language of ['en', 'zh-Hant', 'zh-Hans']) {
    await page.evaluate((lang) => fetch(`/locale?lang=${lang}&next=/`, { redirect: 'manual' }), language);
    await page.reload();
    await page.getByRole('button', { name: words('rx.new', {}, language) }).click();
    await dialog(page).waitFor();
    assert.deepEqual(await overflowing(page), [], language);
    assert.deepEqual(await smallControls(page, 24), [], language);
    await page.keyboard.press('Escape');
  }
  await page.context().close();
});
