// The chamber's faces: what stands on the screen and the overlay, how fast it goes, what happens when the server is away, and the clicker.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eventually, launch, Person, PHONE, Stage, words } from './stage.js';
import { tabTo } from './measure.js';

const WALL = { width: 1920, height: 1080 };
const SECOND = 1_000;
const TEXTS = ['口袋公园选址请先公示，让周边居民投票定用途。', '机关单位停车场节假日对市民错时开放。', '人行道请留一米五给轮椅和童车。', '河边步道晚上灯太暗，请补几盏矮灯。', '公园厕所请装上扶手和应急铃。', '请多种乔木，少种草坪。'];
let stage;
let screen;
let overlay;
before(async () => {
  stage = await Stage.open({ policy: { review: 'post' }, roles: ['chair', 'director'], settings: { units: ['住建局', '园林局'] } });
  await stage.publish(TEXTS);
  for (const [at, no] of [1, 2, 3, 4, 5].entries()) await stage.back(no, 9 - at);
  screen = (await stage.secretary.call('POST', `${stage.api}/screens`, { kind: 'screen', label: '大屏' })).path;
  overlay = (await stage.secretary.call('POST', `${stage.api}/screens`, { kind: 'overlay', label: '导播台' })).path;
});
after(() => stage?.close());

const also = (path, query) => `${path}${path.includes('?') ? '&' : '?'}${query}`;

/** A wall or a broadcaster's source; with `clock` its time is the test's. */
async function wall(path, { clock = false, ...options } = {}) {
  const page = await (await stage.context({ viewport: WALL, ...options })).newPage();
  if (clock) await page.clock.install();
  await page.goto(stage.base + path);
  await page.waitForLoadState('load');
  return page;
}

const stageStep = (step) => stage.secretary.call('POST', `${stage.api}/stage`, step);
const at = async (no) => (await stage.board()).suggestions.find((card) => card.no === no)?.floor.state;

async function clear() {
  const { on_screen } = (await stage.board()).meeting;
  if (on_screen !== null) await stage.floor(on_screen, 'take_down');
}

test('S1 nothing on the screen is smaller than 36 px, and what matters has 7:1', async () => {
  await stage.floor(1, 'show');
  for (const theme of ['led', 'projector']) {
    for (const view of ['rank', 'focus', 'timer', 'wait']) {
      const page = await wall(also(screen, `view=${view}&theme=${theme}`));
      await page.waitForTimeout(300);
      const faults = await page.evaluate(() => {
        const rgb = (color) => (color.match(/[\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
        const light = ([red, green, blue]) => {
          const [r, g, b] = [red, green, blue].map((part) => (part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
          return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const ground = (element) => {
          for (let up = element; up; up = up.parentElement) {
            const color = rgb(getComputedStyle(up).backgroundColor);
            if (color.length === 3 || color[3] > 0.5) return color;
          }
          return [255, 255, 255];
        };
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const faults = [];
        while (walker.nextNode()) {
          const element = walker.currentNode.parentElement;
          const text = walker.currentNode.textContent.trim();
          if (!text || element.closest('script, .sr, noscript, title') || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
          const style = getComputedStyle(element);
          if (parseFloat(style.fontSize) < 36) faults.push(`“${text}” has ${style.fontSize}`);
          if (!element.closest('h1, h2, .t, .big, blockquote, .left, .clk, .code')) continue;
          const [a, b] = [light(rgb(element.closest('svg') ? style.fill : style.color)), light(ground(element))];
          const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
          if (contrast < 7) faults.push(`“${text}” has ${contrast.toFixed(2)}:1`);
        }
        if (document.documentElement.scrollHeight > innerHeight || document.documentElement.scrollWidth > innerWidth) faults.push('the page scrolls');
        return faults;
      });
      assert.deepEqual(faults, [], `${view} ${theme}`);
      await page.context().close();
    }
  }
  await clear();
});

test('S2 the screen shows what is ranked or was shown, nothing pending, and what is withdrawn leaves it', async () => {
  const author = new Person(stage.base);
  await stage.meet({ policy: { suggestions_per_person: 1000, suggestion_interval_s: 0, undo_s: 0 } });
  await stage.run({ action: 'go_live' });
  const path = (await stage.secretary.call('POST', `${stage.api}/screens`, { kind: 'screen', label: '大屏' })).path;
  stage.reviewsAfterwards = false;
  const pending = '这一条还没有审核，谁也不该看见。';
  const [shown] = await stage.publish(['这一条会上屏，然后被作者撤回。'], author);
  const page = await wall(path);
  const answers = [];
  page.on('response', (answer) => answers.push(answer.text().catch(() => '')));
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => answers.push(String(payload))));
  await page.reload();
  await stage.suggest([pending]);
  await stage.floor(shown, 'show');
  await page.locator('#stage[data-view=focus]').waitFor();
  assert.match(await page.locator('#focus blockquote').innerText(), /这一条会上屏/);

  await author.call('DELETE', `${stage.api}/suggestions/${shown}`);
  await eventually('it is off the screen', async () => !(await page.locator('body').innerText()).includes('这一条会上屏'), 3);
  assert.equal(await page.locator('#stage').getAttribute('data-view') === 'focus', false);
  await page.waitForTimeout(1_000);
  assert.ok(!(await page.content()).includes(pending));
  assert.ok(!(await Promise.all(answers)).some((answer) => answer.includes('这一条还没有审核')), 'nor does any answer hold it');
  await page.context().close();
});

test('S3 the overlay is transparent where it is empty, has no scrollbars, and lasts four hours', async () => {
  stage.reviewsAfterwards = true;
  await again();
  await stage.floor(1, 'show');
  await stageStep({ kind: 'overlay', layout: 'lower', no: 1 });
  const page = await wall(overlay, { clock: true });
  await page.locator('section.lower').waitFor();
  await page.waitForTimeout(600);
  const png = (await page.screenshot({ omitBackground: true })).toString('base64');
  const reader = await (await stage.context()).newPage();
  const alphas = await reader.evaluate(async (png) => {
    const picture = new Image();
    picture.src = `data:image/png;base64,${png}`;
    await picture.decode();
    const canvas = Object.assign(document.createElement('canvas'), { width: picture.width, height: picture.height });
    const context = canvas.getContext('2d');
    context.drawImage(picture, 0, 0);
    return [[0, 0], [1919, 0], [0, 1079], [1919, 1079], [960, 540], [960, 300]].map(([x, y]) => context.getImageData(x, y, 1, 1).data[3]);
  }, png);
  assert.deepEqual(alphas, [0, 0, 0, 0, 0, 0]);
  await reader.context().close();
  const box = await page.evaluate(() => [document.documentElement.scrollHeight, document.documentElement.scrollWidth, getComputedStyle(document.documentElement).overflowY]);
  assert.deepEqual(box.slice(0, 2), [1080, 1920]);
  assert.equal(box[2], 'hidden');

  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  const heap = async () => {
    await session.send('HeapProfiler.collectGarbage');
    return (await session.send('Runtime.getHeapUsage')).usedSize;
  };
  await page.clock.runFor(10 * 60 * SECOND);
  const before = await heap();
  const nodes = await page.evaluate(() => document.querySelectorAll('*').length);
  for (let quarter = 0; quarter < 16; quarter += 1) await page.clock.runFor(15 * 60 * SECOND);
  const after = await heap();
  assert.ok(Math.abs(after / before - 1) <= 0.1, `${before} bytes before, ${after} after`);
  assert.equal(await page.evaluate(() => document.querySelectorAll('*').length), nodes);
  await page.context().close();
});

/** Back to the meeting of the first tests. */
async function again() {
  const meeting = /\/screen\/([^?]+)/.exec(screen)[1];
  Object.assign(stage, { meeting, api: `/api/v1/meetings/${meeting}` });
  await clear();
}

test('S6 rows change places at most once in twenty seconds', async () => {
  const page = await wall(also(screen, 'view=rank'), { clock: true });
  await page.locator('#ranks li').first().waitFor();
  await page.evaluate(() => {
    globalThis.orders = [];
    const order = () => [...document.querySelectorAll('#ranks li[data-no]')].filter((row) => row.checkVisibility()).map((row) => row.dataset.no).join();
    let last = order();
    new MutationObserver(() => {
      const now = order();
      if (now !== last) globalThis.orders.push({ at: performance.now(), now });
      last = now;
    }).observe(document.getElementById('ranks'), { childList: true, subtree: true, attributes: true });
  });
  for (const [no, people] of [[5, 12], [4, 14], [3, 18], [2, 22]]) {
    await stage.back(no, people);
    await page.waitForTimeout(600);
    for (let second = 0; second < 10; second += 1) {
      await page.clock.runFor(SECOND);
      await page.waitForTimeout(60);
    }
  }
  const orders = await page.evaluate(() => globalThis.orders);
  assert.ok(orders.length >= 1, 'places change');
  const settled = orders.filter((one, at) => at === 0 || one.at - orders[at - 1].at > 1_000);
  for (let at = 1; at < settled.length; at += 1) assert.ok(settled[at].at - settled[at - 1].at >= 19_000, `${settled[at].at - settled[at - 1].at} ms apart`);
  await page.context().close();
});

test('C10 fifty connected pages mark the card that the host shows', async (t) => {
  await clear();
  // One process for all of them, or their start alone takes minutes.
  const browser = await launch(['--process-per-site']);
  t.after(() => browser.close());
  const context = await browser.newContext({ viewport: PHONE, locale: 'zh-CN' });
  const pages = [];
  while (pages.length < 50) {
    const page = await context.newPage();
    await page.goto(stage.at('?scope=all'), { waitUntil: 'domcontentloaded', timeout: 60_000 });
    pages.push(page);
  }
  await eventually('all of them listen', async () => {
    const pulse = await fetch(stage.base + screen.replace('?', '/pulse?'));
    return (await pulse.json()).online >= 50;
  }, 60);
  await stage.floor(3, 'show');
  const shown = Date.now();
  await Promise.all(pages.map((page) => page.locator('#feed article.onair[data-no="3"]').waitFor({ timeout: 60_000 })));
  t.diagnostic(`the last of 50 pages after ${Date.now() - shown} ms`);
  await clear();
});

test('S5 the clicker works wherever the focus is', async () => {
  for (const no of [1, 2, 3, 4, 5, 6]) if ((await at(no)) === 'off') await stage.floor(no, 'shortlist');
  const page = await stage.memberPage('chair', `/host/${stage.meeting}`);
  await page.locator('#floor section').first().waitFor();
  const onScreen = async () => (await stage.board()).meeting.on_screen;
  const view = async () => (await stage.board()).meeting.screen;
  for (const spot of ['body', 'header a', '#floor button', 'nav button']) {
    await page.evaluate((spot) => {
      const one = document.querySelector(spot);
      document.activeElement?.blur();
      one.focus();
    }, spot);
    const before = await onScreen();
    await page.keyboard.press('PageDown');
    await eventually(`the next one is shown, with the focus on ${spot}`, async () => ![null, before].includes(await onScreen()), 10);
    await page.keyboard.press('b');
    await eventually(`the screen is blank, with the focus on ${spot}`, async () => (await view()) === 'blank', 5);
    await page.keyboard.press('b');
    await eventually('and back', async () => (await view()) !== 'blank', 5);
  }
  const before = await onScreen();
  await page.keyboard.press('PageUp');
  await eventually('the one before is shown', async () => (await onScreen()) !== before, 10);
  await clear();
  await page.context().close();
});

test('S4 without a server the overlay fades within twelve seconds, and the screen keeps its clock and says so', async () => {
  await stageStep({ kind: 'overlay', layout: 'rank' });
  const wallPage = await wall(also(screen, 'view=rank'), { clock: true });
  const overlayPage = await wall(overlay, { clock: true });
  await overlayPage.locator('section.rank').waitFor();
  await stage.stop('SIGKILL');
  const clock = await wallPage.locator('#clock').innerText();
  const rows = await wallPage.locator('#ranks').innerText();
  for (let second = 0; second < 12; second += 1) {
    await overlayPage.clock.runFor(SECOND);
    await wallPage.clock.runFor(SECOND);
    await wallPage.waitForTimeout(40);
  }
  await eventually('the overlay is empty', async () => !(await overlayPage.locator('section.rank').isVisible()), 3);
  assert.equal(await wallPage.locator('#lost').isVisible(), true);
  assert.equal(await wallPage.locator('#lost').innerText(), words('s.lost'));
  assert.notEqual(await wallPage.locator('#clock').innerText(), clock, 'the clock goes on');
  assert.equal(await wallPage.locator('#ranks').innerText(), rows, 'the numbers stand still');
  await stage.serve();
  for (let second = 0; second < 40; second += 1) {
    await wallPage.clock.runFor(SECOND);
    await overlayPage.clock.runFor(SECOND);
    await wallPage.waitForTimeout(50);
  }
  await eventually('the screen is up again', async () => !(await wallPage.locator('#lost').isVisible()), 10);
  await eventually('and so is the overlay', () => overlayPage.locator('section.rank').isVisible(), 10);
  await stageStep({ kind: 'overlay', layout: 'off' });
  await wallPage.context().close();
  await overlayPage.context().close();
});

test('a link that was revoked opens nothing, and closes what it had opened', async () => {
  const { id, path } = await stage.secretary.call('POST', `${stage.api}/screens`, { kind: 'screen', label: '后门' });
  const page = await wall(path);
  await page.locator('#stage').waitFor();
  await stage.secretary.call('DELETE', `${stage.api}/screens/${id}`);
  await page.getByText(words('s.gone')).waitFor();
  assert.equal((await fetch(stage.base + path)).ok, false);
  await page.context().close();
});

test('by keyboard alone the chair orders, shows, asks a unit, ends it and moves on', async () => {
  await clear();
  const fresh = await stage.publish(['请在桥下加一条人行道。', '请给老旧小区装电梯。', '请把绿道连到地铁站。']);
  for (const no of fresh) await stage.floor(no, 'shortlist');
  const page = await stage.memberPage('chair', `/host/${stage.meeting}`);
  const row = (no) => `li[data-no="${no}"]`;
  await page.locator(row(fresh[2])).waitFor();
  const order = () => page.locator('li[data-no]').evaluateAll((rows) => rows.map((one) => Number(one.dataset.no)));
  const place = async () => (await order()).indexOf(fresh[2]);

  const before = await place();
  await tabTo(page, `${row(fresh[2])} .handle`);
  await page.keyboard.press('ArrowUp');
  await eventually('the row went up', async () => (await place()) === before - 1);
  await eventually('the focus went with it', () => page.evaluate((row) => Boolean(document.activeElement.closest(row)), row(fresh[2])));

  await tabTo(page, `${row(fresh[2])} .show`);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.waitForTimeout(3_500);
  assert.notEqual((await stage.board()).meeting.on_screen, fresh[2], 'Escape takes it back within three seconds');
  await tabTo(page, `${row(fresh[2])} .show`, { key: 'Shift+Tab' });
  await page.keyboard.press('Enter');
  await eventually('it is on the screen', async () => (await stage.board()).meeting.on_screen === fresh[2], 10);
  await page.locator('section.on blockquote').waitFor();

  await tabTo(page, 'section.on form select, section.on form input', { key: 'Shift+Tab' });
  // The first of the units: arrows choose in a list without opening it.
  await page.keyboard.press('ArrowDown');
  await tabTo(page, 'section.on form button[type=submit]');
  await page.keyboard.press('Enter');
  await eventually('the unit is asked', async () => (await stage.board()).suggestions.find((card) => card.no === fresh[2]).asked === '住建局', 10);
  await page.waitForTimeout(700);

  await tabTo(page, 'section.on .endings .answer', { key: 'Shift+Tab' });
  await page.keyboard.press('Enter');
  await eventually('it is answered', async () => (await at(fresh[2])) === 'answered', 10);
  await page.waitForTimeout(700);

  const item = (await stage.board()).meeting.current_item;
  await tabTo(page, 'section[aria-labelledby=item] > button:last-of-type', { key: 'Shift+Tab' });
  await page.keyboard.press('Enter');
  await page.locator('[role=dialog], dialog').waitFor();
  await tabTo(page, '[role=dialog] .bt.p, dialog .bt.p');
  await page.keyboard.press('Enter');
  await eventually('the next item runs', async () => (await stage.board()).meeting.current_item === item + 1, 10);
  await page.context().close();
});
