// Supports are set aside: counted first, done with the count named, seen in the results, stopped and counted again by the keyboard.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { OF_LOOK, violations } from './axe.js';
import { overflowing } from './measure.js';
import { eventually, PHONE, Stage, TINY, words } from './stage.js';

const BACKERS = 24;
let stage;
before(async () => {
  stage = await Stage.open({ roles: ['senior_moderator'] });
  await stage.publish(['多种些树，让孩子放学路上有阴凉。', '河边步道晚上灯太暗，请补几盏矮灯。']);
  await stage.back(1, BACKERS);
  await stage.back(2, 5);
});
after(() => stage?.close());

const section = (page) => page.locator('section[aria-labelledby=invalidations]');
const supportsOf = async (no) => (await stage.board()).suggestions.find((card) => card.no === no).supports;

async function counted(page, nos) {
  await section(page).locator('.nos').fill(nos);
  await section(page).locator('.nos').press('Enter');
  await section(page).locator('.count .found').waitFor();
}

test('nothing happens before the count is seen and confirmed, and all of it comes back', async () => {
  const page = await stage.memberPage('secretary', `/desk/m/${stage.meeting}/abuse`);
  await section(page).getByText(words('iv.jobs.none')).waitFor();
  await section(page).locator('.try').click();
  await section(page).getByText(words('iv.empty')).waitFor();
  await section(page).locator('.nos').fill('三');
  await section(page).locator('.try').click();
  await section(page).getByText(words('iv.bad.nos')).waitFor();
  await counted(page, '1');
  assert.ok((await section(page).locator('.found').innerText()).includes(String(BACKERS)));
  const first = section(page).locator('tbody tr').first();
  assert.ok((await first.locator('td').first().innerText()).includes('0001') && (await first.locator('td').last().innerText()).includes('0002'));
  assert.equal(await supportsOf(1), BACKERS);
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await violations(page, colorScheme === 'light' ? null : OF_LOOK), [], colorScheme);
  }
  await section(page).locator('.begin').focus();
  await page.keyboard.press('Enter');
  const dialog = page.locator('dialog[open]');
  await dialog.getByRole('heading', { name: words('iv.ask.title', { n: BACKERS }) }).waitFor();
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  assert.equal(await supportsOf(1), BACKERS, 'Esc leaves everything as it is');
  await section(page).locator('.begin').press('Enter');
  await dialog.getByRole('button', { name: words('iv.ask.title', { n: BACKERS }) }).click();
  await section(page).locator('.reverse').waitFor();
  await eventually('the public number follows', async () => (await supportsOf(1)) === 0);
  assert.deepEqual(await violations(page), []);

  const results = await stage.memberPage('secretary', `/desk/m/${stage.meeting}/results`);
  await results.getByText(words('d.res.with', { n: BACKERS })).first().waitFor();
  const csv = await results.evaluate(async () => (await fetch([...document.querySelectorAll('a[download]')].find((one) => one.href.includes('csv')).href)).text());
  const [head, ...rows] = csv.trim().split('\r\n').map((row) => row.split(','));
  const line = rows.find((row) => row[head.indexOf('no')] === '1');
  assert.deepEqual(['supports', 'supports_with'].map((name) => line[head.indexOf(name)]), ['0', String(BACKERS)]);
  await results.context().close();

  await section(page).locator('.reverse').press('Enter');
  await dialog.getByRole('button', { name: words('iv.reverse.title', { id: 1, n: BACKERS }) }).click();
  await eventually('everybody counts again', async () => (await supportsOf(1)) === BACKERS);
  await section(page).getByText(words('iv.state.reversed'), { exact: true }).waitFor();
  for (const size of [PHONE, TINY]) {
    await page.setViewportSize(size);
    assert.deepEqual(await overflowing(page), []);
  }
  await page.context().close();
});

test('the count that another has overtaken is refused in words, and seniors only count', async () => {
  const page = await stage.memberPage('secretary', `/desk/m/${stage.meeting}/abuse`);
  await counted(page, '2');
  const secretary = await stage.member('secretary');
  const { supports, as_of, turn } = await secretary.call('POST', `${stage.api}/invalidations/dry-run`, { conditions: { nos: [2] } });
  await secretary.call('POST', `${stage.api}/invalidations`, { conditions: { nos: [2] }, reason: 'burst', supports, as_of, turn });
  await eventually('the other has done it', async () => (await supportsOf(2)) === 0);
  await section(page).locator('.begin').click();
  await page.locator('dialog[open]').getByRole('button', { name: words('iv.ask.title', { n: 5 }) }).click();
  await page.getByText(words('error.count_changed', { n: 5 })).first().waitFor();
  await page.context().close();

  const senior = await stage.memberPage('senior_moderator', `/desk/m/${stage.meeting}/abuse`);
  await counted(senior, '1');
  await section(senior).getByText(words('iv.secretary')).waitFor();
  assert.equal(await section(senior).locator('.begin').count(), 0);
  assert.deepEqual(await violations(senior), []);
  await senior.context().close();

  const moderator = await stage.memberPage('moderator', `/desk/m/${stage.meeting}/abuse`);
  await moderator.locator('section[aria-labelledby=alarms]').waitFor();
  assert.equal(await section(moderator).count(), 0);
  await moderator.context().close();
});
