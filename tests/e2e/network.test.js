// A line that goes away while somebody writes and backs: nothing is lost, nothing is sent twice, and the words say how it stands.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eventually, openSheet, pattern, Person, Stage, words } from './stage.js';

const SECOND = 1_000;
let stage;
let line;
before(async () => {
  stage = await Stage.open({ policy: { review: 'post' } });
  line = await stage.proxied();
  await stage.publish(['口袋公园选址请先公示，让周边居民投票定用途。', '河边步道晚上灯太暗，请补几盏矮灯。', '公园厕所请装上扶手和应急铃。']);
});
after(() => stage?.close());

/** How often a text is on the board. */
const times = async (text) => (await stage.board()).suggestions.filter((card) => card.text === text).length;
const backers = async (no) => (await stage.board()).suggestions.find((card) => card.no === no).supports;

async function away(page) {
  line.cut();
  await page.context().setOffline(true);
}

async function back(page) {
  line.mend();
  await page.context().setOffline(false);
}

/** A page at rest, with its service worker and a clock that the test drives. */
async function listener({ clock = true } = {}) {
  const page = await (await stage.context()).newPage();
  if (clock) await page.clock.install();
  await page.goto(stage.at('?scope=all'));
  await page.waitForLoadState('networkidle');
  if (clock) await page.clock.runFor(5 * SECOND);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await eventually('the worker keeps the page', () => page.evaluate(() => caches.open('yanlu-pages').then((pages) => pages.keys()).then((keys) => keys.length > 0)));
  return page;
}

for (const [name, seconds] of [['40 seconds', 40], ['6 minutes', 360]]) {
  test(`after ${name} without a line, in the middle of writing and backing, everything arrives once`, async () => {
    const page = await listener();
    const text = `断了${seconds}秒也要送到：请在路口加一盏红绿灯。`;
    const no = seconds === 40 ? 1 : 2;
    await openSheet(page);
    await page.locator('#c-text').fill(text.slice(0, 8));
    await away(page);
    assert.equal(await page.locator('#net').isVisible(), false, 'nothing is said in the first three seconds');
    await page.locator('#c-text').fill(text);
    await page.locator('#c-send').click();
    await eventually('the reader is told that it waits', async () => (await page.locator('#queued, #receipt').allInnerTexts()).join(' ').includes(words('st.queued')));
    await page.keyboard.press('Escape');
    await page.clock.runFor(4 * SECOND);
    await eventually('the bar tells of the drop', async () => pattern('net.off').test(await page.locator('#net').innerText()) || pattern('net.queued').test(await page.locator('#net').innerText()));
    const button = page.locator(`[data-no="${no}"] button.sup`);
    await button.click();
    await page.clock.runFor(2 * SECOND);
    await eventually('the button says that it waits', async () => (await button.locator('.w').innerText()) === words('sup.pending'));
    assert.equal(await button.getAttribute('aria-pressed'), 'true');
    const missed = await stage.publish([`断线${seconds}时来的一：请多种树。`, `断线${seconds}时来的二：请修路灯。`]);
    await page.clock.runFor(seconds * SECOND);
    assert.deepEqual([await times(text), await backers(no)], [0, 0], 'the server has heard nothing');

    await back(page);
    await page.clock.runFor(35 * SECOND);
    await eventually('the suggestion arrived', async () => {
      await page.clock.runFor(SECOND);
      return (await times(text)) === 1;
    });
    await eventually('the backing arrived', async () => (await backers(no)) === 1);
    await page.clock.runFor(60 * SECOND);
    assert.equal(await times(text), 1, 'not twice');
    assert.equal(await backers(no), 1);
    assert.ok((await stage.board()).suggestions.filter((card) => missed.includes(card.no)).length === 2);
    await eventually('what came meanwhile waits behind the row', () => page.locator('#fresh').isVisible());
    await page.locator('#fresh').click();
    for (const one of missed) await page.locator(`#feed article[data-no="${one}"]`).waitFor();
    assert.equal(await page.locator('#queued li').count(), 0, 'nothing waits any more');
    await page.context().close();
  });
}

test('the line that comes back says so, and then says nothing', async () => {
  const page = await listener();
  await away(page);
  await page.clock.runFor(4 * SECOND);
  await page.locator('#net').waitFor();
  assert.match(await page.locator('#net').innerText(), pattern('net.off'));
  await back(page);
  const said = await eventually('it says that the line is back', async () => {
    await page.clock.runFor(SECOND);
    const text = await page.locator('#net').innerText();
    return pattern('net.back').test(text) && text;
  });
  assert.ok(said);
  await page.clock.runFor(6 * SECOND);
  await eventually('the bar is gone', async () => !(await page.locator('#net').isVisible()));
  await page.context().close();
});

test('an answer that is lost on its way makes no second suggestion', async () => {
  const page = await listener({ clock: false });
  const text = '回执丢了也只算一条：请给长椅加个靠背。';
  const end = line.on(/^POST .*\/suggestions$/, 'deaf');
  await openSheet(page);
  await page.locator('#c-text').fill(text);
  await page.locator('#c-send').click();
  await eventually('the server has it', async () => (await times(text)) === 1);
  await eventually('the reader is told that it waits', async () => (await page.locator('#queued, #receipt').allInnerTexts()).join(' ').includes(words('st.queued')));
  end();
  line.forget();
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await eventually('it was sent again', () => line.count(/^POST .*\/suggestions$/) > 0);
  await eventually('nothing waits', async () => (await page.locator('#queued li').count()) === 0);
  assert.equal(await times(text), 1);
  await page.context().close();
});

test('C6 what was written offline survives a reload and is sent once when the line is back', async () => {
  const page = await listener({ clock: false });
  const text = '离线写的：请在地铁口加一段雨棚。';
  const draft = '还没写完的草稿：请';
  await away(page);
  await openSheet(page);
  await page.locator('#c-text').fill(text);
  await page.locator('#c-send').click();
  await eventually('the reader is told that it waits', async () => (await page.locator('#queued, #receipt').allInnerTexts()).join(' ').includes(words('st.queued')));
  if (await page.locator('#receipt').isVisible()) await page.getByRole('button', { name: words('c.again') }).click();
  await page.locator('#c-text').fill(draft);
  await page.waitForTimeout(300);

  await page.reload();
  await page.locator('#feed article').first().waitFor();
  assert.equal(await page.locator('#c-text').inputValue(), draft, 'the draft is there');
  await eventually('what waits is there', async () => (await page.locator('#queued').textContent()).includes(text));
  assert.equal(await times(text), 0);
  await page.locator('#net').waitFor();

  line.forget();
  await back(page);
  await eventually('it arrived', async () => (await times(text)) === 1, 45);
  await eventually('the bar says that the line is back', async () => pattern('net.back').test(await page.locator('#net').innerText()), 45);
  await page.waitForTimeout(2_000);
  assert.equal(await times(text), 1, 'sent once');
  const keys = (await Person.of(page.context(), line.base).then((own) => own.call('GET', `${stage.api}/mine`))).suggestions;
  assert.equal(keys.filter((card) => card.text === text).length, 1);
  assert.equal(await page.locator('#c-text').inputValue(), draft, 'the draft is still there');
  await page.context().close();
});

test('a closed socket leads to the event stream and then to segments, in words', async () => {
  const ends = [line.on(/\/socket/, 'cut'), line.on(/\/events/, 'cut')];
  const page = await (await stage.context()).newPage();
  await page.clock.install();
  await page.goto(stage.at('?scope=all'));
  await page.waitForLoadState('load');
  await eventually('it polls and says so', async () => {
    await page.clock.runFor(2 * SECOND);
    return pattern('net.slow').test(await page.locator('#net').innerText());
  }, 60);
  const [no] = await stage.publish(['走慢路也要看得到：请清一清河道。']);
  await eventually('what is new arrives all the same', async () => {
    await page.clock.runFor(3 * SECOND);
    return page.locator('#fresh').isVisible();
  }, 60);
  await page.locator('#fresh').click();
  await page.locator(`#feed article[data-no="${no}"]`).waitFor();
  for (const end of ends) end();
  await page.context().close();
});
