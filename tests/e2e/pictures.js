// `cargo xtask pictures OUT`: plays the demonstration and takes a picture of every face, to be looked at beside the designs. Ends non-zero when a
// face could not be taken; the others are taken all the same.

import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DESK, eventually, freePort, launch, openSheet, PHONE, pause, Person } from './stage.js';

/** Minutes of the meeting in a real minute; the broadcast begins after 60 and lasts 150. */
const SPEED = 30;
/** The pictures of the broadcast begin at this minute of it: the open discussion, with the board full. */
const MINUTE = 40;
const SLIM = { width: 360, height: 640 };
const TABLET = { width: 1024, height: 768 };
const WALL = { width: 1920, height: 1080 };

const out = resolve(process.argv[2] ?? 'pictures');
const only = process.argv[3] ? new RegExp(process.argv[3]) : /./;

/** The demonstration, with its secretary logged in. */
async function demo() {
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const listen = ['--listen', `127.0.0.1:${port}`, '--speed', String(SPEED), '--viewers', '40', '--suggestions', '600'];
  const server = spawn(resolve(process.env.YANLU_BIN ?? '../../target/debug/yanlu'), ['demo', ...listen], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (chunk) => (said += chunk));
  const [, meeting] = await eventually('the demonstration runs', () => /\/m\/([0-9a-z]+)[^]*password\s+\S+/.exec(said), 60);
  const password = /password\s+(\S+)/.exec(said)[1];
  const secretary = new Person(base);
  await secretary.call('POST', '/api/v1/login', { login: 'secretary', password });
  const staff = async (login, name, roles) => {
    await secretary.call('POST', '/api/v1/staff', { login, name, password, roles });
    const person = new Person(base);
    await person.call('POST', '/api/v1/login', { login, password });
    return person;
  };
  const people = {
    secretary,
    moderator: await staff('li', '李洁', ['moderator']),
    chair: await staff('zhou', '周主席', ['chair']),
    director: await staff('he', '何导播', ['director']),
    scribe: await staff('wu', '吴代录', ['scribe']),
    citizen: new Person(base),
  };
  const minute = () => {
    const clock = [...said.matchAll(/meeting time (\d+):(\d+)/g)].at(-1);
    return clock ? Number(clock[1]) * 60 + Number(clock[2]) : 0;
  };
  return { base, meeting, api: `/api/v1/meetings/${meeting}`, people, minute, server };
}

/** One's own suggestions in several states, and some backings, for the picture of "mine". */
async function live(play) {
  const { people, api } = play;
  for (const text of ['建口袋公园之前，先问问附近居民要什么，再定方案。', '请把河边步道的路灯修好，我的电话是13800005521。', '希望公园多一些无障碍厕所。']) {
    await people.citizen.call('POST', `${api}/suggestions`, { text, area: '城东街道', display_name: '陈女士' }).catch(told(text));
    await pause(1_000);
  }
  const board = await new Person(play.base).call('GET', `${api}/board?order=supports&limit=60`);
  const [first, ...rest] = board.suggestions.filter((card) => !['answered', 'covered', 'deferred'].includes(card.floor.state));
  for (const { no } of rest.slice(0, 5)) await people.secretary.call('POST', `${api}/suggestions/${no}/floor`, 'shortlist').catch(told(`shortlist ${no}`));
  for (const { no } of rest.slice(0, 3)) await people.citizen.call('PUT', `${api}/suggestions/${no}/support`).catch(told(`back ${no}`));
  await people.secretary.call('POST', `${api}/suggestions/${first.no}/floor`, 'show').catch(told(`show ${first.no}`));
  play.shown = first.no;
  play.screen = (await people.secretary.call('POST', `${api}/screens`, { kind: 'screen', label: '大屏' })).path;
  play.overlay = (await people.secretary.call('POST', `${api}/screens`, { kind: 'overlay', label: '导播台' })).path;
}

const told = (what) => (fault) => console.error(`${what}: ${fault.message}`);

/** A page of its own; `as` is who is logged in, `cookies` what the page remembers. */
async function open(browser, play, { viewport = PHONE, as = 'citizen', cookies = {}, path, ...options }) {
  const context = await browser.newContext({ viewport, locale: 'zh-CN', deviceScaleFactor: viewport.width < 800 ? 2 : 1, ...options });
  context.setDefaultTimeout(8_000);
  await play.people[as].lend(context);
  await context.addCookies(Object.entries(cookies).map(([name, value]) => ({ name, value: String(value), url: play.base })));
  const page = await context.newPage();
  await page.goto(play.base + path);
  await page.waitForLoadState('load');
  return page;
}

const settled = (page) => page.evaluate(() => document.fonts.ready).then(() => pause(1_200));
const write = async (page) => {
  await openSheet(page);
  await page.locator('#c-text').fill('建口袋公园之前先问问附近居民要什么');
  await page.locator('#similar [data-no]').first().waitFor().catch(() => {});
};
/** The address with more in its query; none where there is none. */
const also = (path, query) => path && `${path}${path.includes('?') ? '&' : '?'}${query}`;

/** Every face: its file's name, where it is, who looks, and what is done before the picture. */
function faces(play) {
  const m = `/m/${play.meeting}`;
  // The look is kept as size, colours, easy mode, less motion.
  const modes = { elder: { look: '1-auto-1-0' }, dark: { look: '1-dark-0-0' }, hc: { look: '1-hc-0-0' }, hant: { lang: 'zh-Hant' }, en: { lang: 'en' } };
  return [
    { name: 'citizen-live', path: m },
    { name: 'citizen-hant-360', path: m, viewport: SLIM, cookies: modes.hant },
    { name: 'citizen-elder', path: m, cookies: modes.elder },
    { name: 'citizen-dark', path: m, cookies: modes.dark, colorScheme: 'dark' },
    { name: 'citizen-hc', path: m, cookies: modes.hc },
    { name: 'citizen-en', path: m, cookies: modes.en },
    { name: 'citizen-scale18-360', path: m, viewport: SLIM, cookies: { look: '1.8-auto-0-0' } },
    { name: 'citizen-desktop', path: m, viewport: DESK },
    { name: 'citizen-desktop-dark', path: m, viewport: DESK, cookies: modes.dark, colorScheme: 'dark' },
    { name: 'citizen-compose', path: m, prepare: write },
    { name: 'citizen-compose-dark', path: m, prepare: write, cookies: modes.dark, colorScheme: 'dark' },
    { name: 'citizen-new', path: `${m}/new` },
    { name: 'citizen-mine', path: `${m}/mine`, fullPage: true },
    { name: 'citizen-cards', path: `${m}/cards` },
    { name: 'citizen-agenda', path: `${m}/agenda` },
    { name: 'citizen-replies', path: `${m}/replies` },
    { name: 'citizen-one', path: `${m}/i/${play.shown}` },
    { name: 'citizen-home', path: '/' },
    { name: 'citizen-offline-dark', path: m, cookies: modes.dark, colorScheme: 'dark', prepare: offline },
    { name: 'host', path: `/host/${play.meeting}`, as: 'chair', viewport: TABLET },
    { name: 'host-phone', path: `/host/${play.meeting}`, as: 'chair' },
    { name: 'director', path: `/host/${play.meeting}?role=director`, as: 'director', viewport: DESK },
    { name: 'screen-rank', path: also(play.screen, 'view=rank'), viewport: WALL },
    { name: 'screen-focus', path: also(play.screen, 'view=focus'), viewport: WALL },
    { name: 'screen-timer', path: also(play.screen, 'view=timer'), viewport: WALL },
    { name: 'screen-wait', path: also(play.screen, 'view=wait'), viewport: WALL },
    { name: 'screen-projector', path: also(play.screen, 'view=rank&theme=projector'), viewport: WALL },
    { name: 'overlay-transparent', path: also(play.overlay, 'layout=lower'), viewport: WALL, omitBackground: true },
    { name: 'overlay-on-video', path: also(play.overlay, 'layout=lower'), viewport: WALL, prepare: behind },
    { name: 'overlay-rank', path: also(play.overlay, 'layout=rank'), viewport: WALL, prepare: behind },
    { name: 'overlay-ticker', path: also(play.overlay, 'layout=ticker'), viewport: WALL, prepare: behind },
    { name: 'overlay-qr', path: also(play.overlay, 'layout=qr'), viewport: WALL, prepare: behind },
    { name: 'overlay-timer', path: also(play.overlay, 'layout=timer'), viewport: WALL, prepare: behind },
    { name: 'overlay-test', path: also(play.overlay, 'test=1'), viewport: WALL, prepare: behind },
    { name: 'console', path: `/mod/${play.meeting}`, as: 'moderator', viewport: DESK },
    { name: 'scribe', path: `/scribe/${play.meeting}`, as: 'scribe', viewport: DESK },
    { name: 'results', path: `/desk/m/${play.meeting}/results`, as: 'secretary', viewport: DESK },
    { name: 'setup', path: `/desk/m/${play.meeting}/setup`, as: 'secretary', viewport: DESK },
    { name: 'embed', path: `/embed/${play.meeting}`, viewport: { width: 480, height: 640 } },
    { name: 'login', path: '/login', viewport: DESK, as: 'citizen' },
  ].filter((face) => only.test(face.name));
}

/** Nothing is said about a drop in the first seconds. */
async function offline(page) {
  await page.context().setOffline(true);
  await page.locator('#net').waitFor({ timeout: 20_000 });
}

/** The transparent page over the broadcast, as a mixer would put it; over a warm ground while there is no picture of it. */
async function behind(page, play) {
  play.still ??= await still(page.context().browser(), play);
  const ground = play.still ? `center / cover url(${play.still})` : 'radial-gradient(ellipse at 30% 20%, #8a6a4a, #3a2c22 60%, #15100c)';
  await pause(600);
  const over = (await page.screenshot({ omitBackground: true })).toString('base64');
  await page.goto('about:blank');
  await page.setContent(`<body style="margin:0;background:${ground}"><img alt="" style="display:block;width:100vw" src="data:image/png;base64,${over}"></body>`);
}

/** A frame of the broadcast as a data address; empty when it does not play. */
async function still(browser, play) {
  const page = await open(browser, play, { viewport: DESK, path: `/m/${play.meeting}` });
  const frame = await page.evaluate(async () => {
    const video = document.querySelector('video');
    for (let tries = 0; tries < 60 && !(video?.videoWidth > 0 && video.currentTime > 0); tries += 1) await new Promise((done) => setTimeout(done, 100));
    if (!video?.videoWidth) return '';
    const canvas = Object.assign(document.createElement('canvas'), { width: video.videoWidth, height: video.videoHeight });
    canvas.getContext('2d').drawImage(video, 0, 0);
    return canvas.toDataURL('image/jpeg');
  });
  await page.context().close();
  return frame;
}

await mkdir(out, { recursive: true });
const play = await demo();
const browser = await launch();
let missing = 0;
try {
  await eventually('the broadcast is in full swing', () => play.minute() >= 60 + MINUTE, 600);
  await live(play).catch(told('before the pictures'));
  for (const { name, prepare, fullPage = false, omitBackground = false, ...where } of faces(play)) {
    try {
      if (!where.path) throw new Error('its address is not there');
      const page = await open(browser, play, where);
      await settled(page);
      if (prepare) await prepare(page, play);
      if (prepare) await pause(600);
      await page.screenshot({ path: join(out, `${name}.png`), fullPage, omitBackground });
      console.log(`${name}.png`);
      await page.context().close();
    } catch (fault) {
      missing += 1;
      console.error(`${name}: ${fault.message.split('\n')[0]}`);
    }
  }
} finally {
  await browser.close();
  play.server.kill('SIGTERM');
}
process.exitCode = missing ? 1 : 0;
