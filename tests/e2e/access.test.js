// axe-core finds nothing to complain about on any face, in three languages, in every look.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { OF_LOOK, violations } from './axe.js';
import { DESK, eventually, LANGUAGES, openSheet, Person, Stage } from './stage.js';

const LOOKS = [];
for (const theme of ['light', 'dark', 'hc']) for (const scale of ['1', '1.8']) LOOKS.push({ theme, scale });
/** From this size on the page is one column of everything. */
const BIG_FROM = 1.4;
let stage;
let citizen;
const meetings = {};
before(async () => {
  stage = await Stage.open({ undo: 1, roles: ['chair', 'director', 'scribe'] });
  await stage.publish(['口袋公园选址请先公示。', '河边步道晚上灯太暗，请补几盏矮灯。', '公园厕所请装上扶手和应急铃。']);
  citizen = new Person(stage.base);
  await citizen.call('PUT', `${stage.api}/suggestions/1/support`);
  for (const text of ['我电话是13800005521，楼下绿地被圈起来停车。', '河边的步道晚上灯太暗，请补矮灯。']) {
    await citizen.call('POST', `${stage.api}/suggestions`, { text });
  }
  await stage.floor(2, 'show');
  await stage.floor(3, { answer: { moment_ms: 65_000 } });
  meetings.live = stage.meeting;
  await stage.meet({});
  meetings.before = stage.meeting;
  await stage.run({ action: 'open' });
  await stage.meet({});
  meetings.ended = stage.meeting;
  await stage.run({ action: 'go_live' });
  await stage.run({ action: 'end_live' });
  Object.assign(stage, { meeting: meetings.live, api: `/api/v1/meetings/${meetings.live}` });
});
after(() => stage?.close());

/** Waits until no colour and no size is on its way to another value. */
function still(page) {
  return page.evaluate(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    await frame();
    await Promise.all(document.getAnimations().filter((one) => one instanceof CSSTransition).map((one) => one.finished.catch(() => {})));
    await frame();
  });
}

/** The look of the citizen's page, as the settings change it. */
async function dress(page, { theme, scale }) {
  await page.evaluate(({ theme, scale, big }) => {
    const { dataset } = document.documentElement;
    dataset.theme = theme;
    dataset.scale = scale;
    if (big) dataset.big = '';
    else delete dataset.big;
  }, { theme, scale, big: Number(scale) >= BIG_FROM });
  // With less motion every change still takes a moment, in which the old values can be read.
  await still(page);
}

const write = async (page) => {
  await openSheet(page);
  await page.locator('#c-text').fill('口袋公园选址请先公示，我的电话13800005521');
  await page.locator('#similar [data-no]').first().waitFor();
};
const leave = async (page) => {
  await page.context().setOffline(true);
  await page.locator('#net').waitFor();
};
const faces = () => [
  ['live', `/m/${meetings.live}?scope=all`],
  ['compose', `/m/${meetings.live}`, write],
  ['new', `/m/${meetings.live}/new`],
  ['mine', `/m/${meetings.live}/mine`],
  ['cards', `/m/${meetings.live}/cards`],
  ['agenda', `/m/${meetings.live}/agenda`],
  ['replies', `/m/${meetings.live}/replies`],
  ['one suggestion', `/m/${meetings.live}/i/3`],
  ['before', `/m/${meetings.before}`],
  ['ended', `/m/${meetings.ended}`],
  ['settings', '/settings'],
  ['first page', '/'],
  ['offline', `/m/${meetings.live}`, leave],
];

for (const language of LANGUAGES) {
  test(`C11 the citizen’s pages, ${language}, light, dark and high contrast, at 1 and 1.8`, async () => {
    const context = await stage.context({ reducedMotion: 'reduce' });
    await citizen.lend(context);
    await context.addCookies([{ name: 'lang', value: language, url: stage.base }]);
    const page = await context.newPage();
    for (const [name, path, prepare] of faces()) {
      await page.goto(stage.base + path);
      assert.equal(await page.locator('html').getAttribute('lang'), language);
      await prepare?.(page);
      for (const look of LOOKS) {
        await dress(page, look);
        assert.deepEqual(await violations(page, look.theme === 'light' ? null : OF_LOOK), [], `${name}, ${look.theme}, ${look.scale}`);
      }
    }
    await context.close();
  });
}

const desks = () => [
  ['moderator', `/mod/${meetings.live}`, '13800005521'],
  ['secretary', `/desk/m/${meetings.live}/results`, '口袋公园选址请先公示。'],
  ['secretary', `/desk/m/${meetings.live}/run`, '公园城市规划建设专题协商会'],
  ['secretary', `/desk/m/${meetings.live}/setup`, ''],
  ['secretary', `/desk/m/${meetings.live}/papers`, ''],
  ['secretary', '/desk', '公园城市规划建设专题协商会'],
  ['chair', `/host/${meetings.live}`, '河边步道晚上灯太暗'],
  ['director', `/host/${meetings.live}?role=director`, '公园城市规划建设专题协商会'],
  ['scribe', `/scribe/${meetings.live}`, ''],
];

test('consoles, desks, host, director and scribe, in three languages, light and dark', async () => {
  for (const [login, path, ready] of desks()) {
    const page = await stage.memberPage(login, '/login', { viewport: DESK, reducedMotion: 'reduce' });
    for (const language of LANGUAGES) {
      await page.context().addCookies([{ name: 'lang', value: language, url: stage.base }]);
      await page.goto(stage.base + path);
      if (ready) await page.getByText(ready).first().waitFor();
      await page.locator('main').first().waitFor();
      assert.equal(await page.locator('html').getAttribute('lang'), language);
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme });
        await still(page);
        assert.deepEqual(await violations(page, colorScheme === 'light' ? null : OF_LOOK), [], `${path}, ${language}, ${colorScheme}`);
      }
    }
    await page.context().close();
  }
});

test('the big screen in every view, and the overlay’s test card', async () => {
  const screen = (await stage.secretary.call('POST', `${stage.api}/screens`, { kind: 'screen', label: '大屏' })).path;
  const overlay = (await stage.secretary.call('POST', `${stage.api}/screens`, { kind: 'overlay', label: '导播台' })).path;
  const page = await (await stage.context({ viewport: { width: 1920, height: 1080 } })).newPage();
  for (const language of LANGUAGES) {
    await page.context().addCookies([{ name: 'lang', value: language, url: stage.base }]);
    for (const theme of ['led', 'projector']) {
      for (const view of ['rank', 'focus', 'timer', 'wait']) {
        await page.goto(`${stage.base}${screen}&view=${view}&theme=${theme}`);
        await eventually('the view is there', () => page.locator(`[data-view=${view}]`).isVisible());
        assert.deepEqual(await violations(page, theme === 'led' ? null : OF_LOOK), [], `${view}, ${theme}, ${language}`);
      }
    }
    await page.goto(`${stage.base}${overlay}&test=1`);
    await page.locator('#over section').first().waitFor();
    assert.deepEqual(await violations(page), [], `overlay, ${language}`);
  }
  await page.context().close();
});
