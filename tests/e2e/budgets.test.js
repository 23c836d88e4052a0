// What pages weigh and ask for: sizes, requests, nothing foreign, nothing inline. Times are no tests: `cargo xtask bench pages`.

import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { eventually, openSheet, PHONE, Stage } from './stage.js';

const KB = 1_000;
let stage;
before(async () => {
  stage = await Stage.open({ policy: { review: 'post' } });
  await stage.publish(Array.from({ length: 24 }, (_, serial) => `第${serial + 1}条：请在步道旁多放几张带扶手的长椅，老人走累了可以歇一歇。`));
});
after(() => stage?.close());

/** Bytes after gzip at its strongest: what a server that compresses beforehand sends. */
const weight = (bytes) => gzipSync(bytes, { level: 9 }).length;

/** Loads an address until it is quiet and tells what was asked for: each request's address, kind, bytes on the line, start in ms. */
async function load(page, url) {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const asked = new Map();
  session.on('Network.requestWillBeSent', ({ requestId, request, type, timestamp }) => asked.set(requestId, { url: request.url, type, at: timestamp, bytes: 0 }));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => asked.has(requestId) && (asked.get(requestId).bytes = encodedDataLength));
  await page.goto(url, { waitUntil: 'load' });
  await page.waitForLoadState('networkidle').catch(() => {});
  return [...asked.values()];
}

/** The stylesheets and scripts that the markup names, fetched. */
async function linked(html, pattern) {
  const paths = [...html.matchAll(pattern)].map((match) => match[1]);
  return Promise.all(paths.map(async (path) => Buffer.from(await (await fetch(stage.base + path)).arrayBuffer())));
}

async function critical(path, cookie = '') {
  const html = await (await fetch(stage.base + path, { headers: { cookie } })).text();
  const sheets = await linked(html, /<link[^>]+rel="?stylesheet"?[^>]*href="([^"]+)"/g);
  return { html, bytes: weight(Buffer.from(html)) + sheets.reduce((sum, sheet) => sum + weight(sheet), 0) };
}

test('the citizen’s page and its sheet weigh at most 22 kB', async () => {
  for (const path of [`/m/${stage.meeting}`, `/m/${stage.meeting}/new`, `/m/${stage.meeting}/agenda`, `/m/${stage.meeting}/mine`, '/']) {
    const { bytes } = await critical(path);
    assert.ok(bytes <= 22 * KB, `${path}: ${bytes} bytes`);
  }
});

test('C2 before the first tap at most 35 kB of script come, and nothing from another origin', async () => {
  const page = await (await stage.context()).newPage();
  const asked = await load(page, stage.at());
  const scripts = asked.filter((one) => one.type === 'Script');
  const bytes = scripts.reduce((sum, one) => sum + one.bytes, 0);
  assert.ok(scripts.length > 0 && bytes <= 35 * KB, `${bytes} bytes of script: ${scripts.map((one) => one.url).join(' ')}`);
  const foreign = asked.filter((one) => !one.url.startsWith(stage.base) && !/^(data|blob):/.test(one.url));
  assert.deepEqual(foreign.map((one) => one.url), []);
  await openSheet(page);
  await page.locator('#c-text').fill('请先公示，再选址，好不好');
  await page.context().close();
});

test('the largest text is painted after at most 4 requests', async () => {
  const page = await (await stage.context()).newPage();
  await page.addInitScript(() => {
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => (globalThis.largest = entry.startTime))).observe({ type: 'largest-contentful-paint', buffered: true });
  });
  await load(page, stage.at());
  const before = await eventually('the largest text is painted', () =>
    page.evaluate(() => globalThis.largest && performance.getEntriesByType('resource').filter((one) => one.startTime < globalThis.largest).map((one) => one.name)));
  assert.ok(before.length + 1 <= 4, `the page and ${before.join(' ')}`);
  await page.context().close();
});

test('pages hold no inline script and no inline style', async () => {
  const paths = ['', '/new', '/agenda', '/replies', '/mine', '/i/1'].map((path) => `/m/${stage.meeting}${path}`);
  for (const path of ['/', '/login', ...paths]) {
    const { html } = await critical(path);
    const scripts = [...html.matchAll(/<script\b([^>]*)>/g)].map((match) => match[1]);
    assert.deepEqual(scripts.filter((attributes) => !/\bsrc=/.test(attributes) && !/type="application\/json"/.test(attributes)), [], path);
    assert.doesNotMatch(html, /<style\b|\sstyle="|\son\w+="/, path);
  }
});

test('the console and the desk keep to their weights', async () => {
  for (const [login, path, script, sheet] of [['moderator', `/mod/${stage.meeting}`, 90, 30], ['secretary', `/desk/m/${stage.meeting}/results`, 140, 30]]) {
    const page = await stage.memberPage(login, '/login');
    const asked = await load(page, stage.base + path);
    const bytes = asked.filter((one) => one.type === 'Script').reduce((sum, one) => sum + one.bytes, 0);
    assert.ok(bytes <= script * KB, `${path}: ${bytes} bytes of script`);
    const critical = asked.filter((one) => one.type === 'Document' || one.type === 'Stylesheet').reduce((sum, one) => sum + one.bytes, 0);
    assert.ok(critical <= sheet * KB, `${path}: ${critical} bytes of page and sheet`);
    assert.deepEqual(asked.filter((one) => !one.url.startsWith(stage.base) && !/^(data|blob):/.test(one.url)).map((one) => one.url), []);
    await page.context().close();
  }
});

test('the big screen and the overlay keep to theirs', async () => {
  for (const kind of ['screen', 'overlay']) {
    const { path } = await stage.secretary.call('POST', `${stage.api}/screens`, { kind, label: kind });
    const { bytes } = await critical(path);
    assert.ok(bytes <= 15 * KB, `${kind}: ${bytes} bytes of page and sheet`);
    const page = await (await stage.context()).newPage();
    const asked = await load(page, stage.base + path);
    const script = asked.filter((one) => one.type === 'Script').reduce((sum, one) => sum + one.bytes, 0);
    assert.ok(script > 0 && script <= 40 * KB, `${kind}: ${script} bytes of script`);
    assert.deepEqual(asked.filter((one) => !one.url.startsWith(stage.base) && !/^(data|blob):/.test(one.url)).map((one) => one.url), []);
    await page.context().close();
  }
});

test('the library that plays HLS weighs at most 125 kB and comes only where the browser cannot', async () => {
  const files = await readdir(new URL('../../web/dist/assets', import.meta.url));
  const [library, ...more] = files.filter((name) => /^hls.*\.js$/.test(name));
  assert.deepEqual(more, []);
  const bytes = weight(await readFile(new URL(`../../web/dist/assets/${library}`, import.meta.url)));
  assert.ok(bytes <= 125 * KB, `${bytes} bytes`);

  const before = { meeting: stage.meeting, api: stage.api };
  await stage.meet({ stream_url: '/nowhere/live.m3u8' });
  await stage.run({ action: 'go_live' });
  for (const native of [true, false]) {
    const page = await (await stage.context()).newPage();
    await page.addInitScript((native) => {
      HTMLMediaElement.prototype.canPlayType = (type) => (/mpegurl/i.test(type) && native ? 'maybe' : '');
    }, native);
    // A broadcast that neither comes nor fails: where a browser’s own player fails, the library is its second try.
    await page.route('**/live.m3u8', () => {});
    const asked = await load(page, stage.at());
    await page.waitForTimeout(1_500);
    const late = await page.evaluate(() => performance.getEntriesByType('resource').map((one) => one.name));
    assert.equal([...asked.map((one) => one.url), ...late].some((url) => url.includes(library)), !native, native ? 'with native HLS' : 'without native HLS');
    await page.context().close();
  }
  Object.assign(stage, before);
});

test('a page with 24 suggestions keeps its document small', async () => {
  const page = await stage.page('?scope=all', { viewport: PHONE });
  const nodes = await page.evaluate(() => document.querySelectorAll('*').length);
  assert.ok(nodes <= 1_500, `${nodes} elements`);
  assert.ok((await page.locator('#feed article').count()) <= 60);
  await page.context().close();
});
