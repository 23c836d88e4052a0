// The chair's and the director's pages: a clicker with the focus anywhere, three seconds to think again, two hosts, a lost line.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from './axe.js';
import { eventually, Stage } from './stage.js';

const TABLET = { width: 1024, height: 768 };
const TEXTS = [
  '口袋公园选址请先公示，让周边居民投票定用途。', '机关单位停车场节假日对市民错时开放。', '人行道至少留出 1.5 米给轮椅和童车。',
  '河边步道夜里太黑，请加装声控的地灯。', '公园厕所要有扶手和应急铃。', '小区门口放几排长椅，买菜回来能歇脚。',
];

let stage;
let chair;
let nos;
before(async () => {
  stage = await Stage.open({ undo: 0, roles: ['chair', 'director', 'senior_moderator'], settings: { units: ['住建局', '城管局'] } });
  chair = await stage.member('chair');
  nos = await stage.publish(TEXTS);
  for (const no of nos) await stage.floor(no, 'shortlist');
});
after(() => stage?.close());

const chamber = () => chair.call('GET', `${stage.api}/host`);
const shown = async (no) => ((await chamber()).on_screen?.no ?? null) === no;
const view = async (name) => (await chamber()).meeting.screen === name;
const says = (page, words) => eventually(`it says ${words}`, async () => words.test(await page.locator('.tray').innerText()));

/** The chair's page with `first` on the screen and the others on the list. */
async function opened(first, options = {}) {
  const { on_screen } = await chamber();
  if (on_screen !== null && on_screen.no !== first) await stage.floor(on_screen.no, 'take_down');
  if (first !== null && !(await shown(first))) await stage.floor(first, 'show');
  const page = await stage.memberPage('chair', `/host/${stage.meeting}`, { viewport: TABLET, ...options });
  await page.waitForSelector('#screen');
  return page;
}

test('S5 clicker keys work with the focus anywhere, and not while somebody types', async () => {
  const page = await opened(nos[0]);
  for (const place of ['.down', '.handle', '.views button', 'body']) {
    await page.locator(place).first().focus();
    await page.keyboard.press('b');
    await eventually(`blank from ${place}`, () => view('blank'));
    await page.keyboard.press('.');
    await eventually(`lifted from ${place}`, () => view('auto'));
  }
  await page.locator('.show').first().focus();
  await page.keyboard.press('PageDown');
  await eventually('the next candidate is shown', () => shown(nos[1]));
  await page.keyboard.press('PageUp');
  await eventually('the one before is shown again', () => shown(nos[0]));
  await page.locator('#find').focus();
  await page.keyboard.type('b.r');
  await page.keyboard.press('PageDown');
  assert.equal(await page.locator('#find').inputValue(), 'b.r');
  assert.ok((await view('auto')) && (await page.locator('.tray i').count()) === 0);
  await page.context().close();
});

test('S2 what is about to be shown can be called off, and shows nothing when its page goes', async () => {
  const page = await opened(nos[0]);
  await page.keyboard.press('ArrowRight');
  await says(page, /3 秒后上屏/);
  await page.keyboard.press('ArrowLeft');
  await says(page, /已取消/);
  await page.keyboard.press('ArrowRight');
  await says(page, /秒后上屏/);
  await page.context().close();
  await new Promise((done) => setTimeout(done, 3_500));
  assert.ok(await shown(nos[0]), 'a page that goes shows nothing');
});

test('a host who is second is told who was first, and nothing is overwritten', async () => {
  const page = await opened(nos[0]);
  const first = (await chamber()).shortlist.map((card) => card.no);
  await page.keyboard.press('PageDown');
  await says(page, /秒后上屏/);
  await stage.floor(nos[0], 'take_down');
  await stage.floor(first[1], 'show');
  await says(page, new RegExp(`另一位主持人.*${String(first[1]).padStart(4, '0')}`));
  assert.ok(await shown(first[1]));
  await page.context().close();
});

test('an answer is stamped with the broadcast moment, moved back as wished, and can be undone', async () => {
  const page = await opened(nos[0]);
  await page.getByRole('button', { name: /提前/ }).click();
  await page.locator('.answer').first().click();
  await eventually('it is answered', async () => (await chamber()).ended[0]?.no === nos[0]);
  const { at, ended, meeting } = await chamber();
  const before = at - meeting.phase.since - ended[0].floor.moment_ms;
  assert.ok(ended[0].floor.moment_ms === 0 || (before >= 30_000 && before < 35_000), `${before} ms before now`);
  await page.getByRole('button', { name: /^Z?撤销/ }).click();
  await eventually('it is on the screen again', () => shown(nos[0]));
  await page.context().close();
});

test('S2 what is hidden leaves the screen within a second', async () => {
  const page = await opened(nos[2]);
  const senior = await stage.member('senior_moderator');
  const hide = { console: 's', revision: 1, decision: { kind: 'hide', reason: 'privacy', note: '写了住址' } };
  await senior.call('POST', `${stage.api}/suggestions/${nos[2]}/decision`, hide);
  await eventually('the page shows an empty screen', async () => (await page.locator('blockquote').count()) === 0, 1);
  assert.ok(await shown(null));
  await page.context().close();
});

test('without a line the controls are locked, and what is read on return is what there is', async () => {
  const line = await stage.proxied();
  const page = await opened(nos[0], {});
  await page.goto(`${line.base}/host/${stage.meeting}`);
  await chair.lend(page.context());
  await page.context().addCookies([...chair.cookies].map(([name, value]) => ({ name, value, url: line.base })));
  await page.goto(`${line.base}/host/${stage.meeting}`);
  await page.waitForSelector('blockquote');
  line.cut();
  await says(page, /已断线/);
  assert.equal(await page.locator('.down').getAttribute('aria-disabled'), 'true');
  await stage.floor(nos[0], 'take_down');
  line.mend();
  await says(page, /重新连上/);
  await eventually('the screen is empty here too', async () => (await page.locator('blockquote').count()) === 0);
  await page.context().close();
});

test('the director takes and clears, and the preview is the overlay itself', async () => {
  const page = await stage.memberPage('director', `/host/${stage.meeting}?role=director`, { viewport: { width: 1440, height: 900 } });
  await page.waitForSelector('.monitors iframe');
  await page.keyboard.press('4');
  await eventually('the preview shows the code', async () => (await page.frameLocator('.preview iframe').locator('.qrc').isVisible()));
  await page.keyboard.press('t');
  await eventually('it is on air', async () => (await chamber()).meeting.overlay.layout === 'qr');
  await eventually('the other picture shows it', async () => (await page.frameLocator('.air iframe').locator('.qrc').isVisible()));
  await page.locator('#caption').fill('下面请住建局回应');
  await page.keyboard.press('Enter');
  await eventually('the line stands below', async () => (await page.locator('.captions ol').innerText()).includes('请住建局回应'));
  assert.equal(await page.locator('#caption').inputValue(), '');
  await page.locator('legend').click();
  await page.keyboard.press('c');
  await eventually('it is cleared', async () => (await chamber()).meeting.overlay.layout === 'off');
  await page.context().close();
});

test('host and director have no violations of accessibility, light and dark', async () => {
  await stage.floor(nos[0], 'show').catch(() => undefined);
  for (const colorScheme of ['light', 'dark']) {
    for (const role of ['', '?role=director']) {
      const page = await stage.memberPage('chair', `/host/${stage.meeting}${role}`, { viewport: TABLET, colorScheme });
      await page.waitForSelector(role === '' ? '#screen' : '.monitors iframe');
      assert.deepEqual(await violations(page), [], `${role} ${colorScheme}`);
      await page.context().close();
    }
  }
});
