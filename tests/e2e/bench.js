// `cargo xtask bench pages`: how long people wait on a slow phone and in the console. One JSON object a line, with target and whether it was met;
// a figure never fails.
//
// BENCH_SECONDS: length of the run under load (300). YANLU_LOAD: the command of the load bench as a JSON array; with it 10,000 more sockets listen.

import { spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import { resolve } from 'node:path';
import { eventually, PHONE, pause, Person, Stage } from './stage.js';

const LOADS = 5;
const SECONDS = Number(process.env.BENCH_SECONDS ?? 300);
const SOCKETS = 10_000;
const EVENTS_PER_S = 200;
/** A wait for a key's effect ends after this. */
const LONGEST_MS = 5_000;
/** 6× CPU, 1.6 Mbit/s, 150 ms: a cheap phone on a poor line. */
const SLOW = { cpu: 6, latency: 150, bits: 1_600_000 };
const EMPTY = '<!doctype html><html lang="zh"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>空</title><p>空</p>';

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
/** The third quartile, by which browsers' makers judge how a page answers. */
const quartile = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.75)];
const round = (value) => Math.round(value * 1000) / 1000;

function tell(figure, value, target, more = {}) {
  const [word, limit] = target;
  const met = word === '<=' ? value <= limit : value >= limit;
  console.log(JSON.stringify({ bench: 'pages', figure, value: round(value), target: `${word} ${limit}`, met, ...more }));
}

async function throttle(page, { cpu = 1, latency = 0, bits = 0 }) {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  if (bits) await session.send('Network.emulateNetworkConditions', { offline: false, latency, downloadThroughput: bits / 8, uploadThroughput: bits / 8 });
  await session.send('Emulation.setCPUThrottlingRate', { rate: cpu });
  return session;
}

/** Gathers in `globalThis.seen`: the largest paint, shifts without a cause, long tasks, how long events took until they were painted. */
function watch(page) {
  return page.addInitScript(() => {
    const seen = (globalThis.seen = { lcp: 0, cls: 0, tasks: [], events: [] });
    const on = (type, take, more = {}) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true, ...more });
    on('largest-contentful-paint', (entry) => (seen.lcp = entry.startTime));
    on('layout-shift', (entry) => !entry.hadRecentInput && (seen.cls += entry.value));
    on('longtask', (entry) => seen.tasks.push(entry.duration));
    on('event', (entry) => seen.events.push({ name: entry.name, ms: entry.duration }), { durationThreshold: 16 });
  });
}

/** The largest paint and the shifts of one load in a browser that has nothing yet. */
async function load(stage, url) {
  const page = await (await stage.context()).newPage();
  await throttle(page, SLOW);
  await watch(page);
  await page.goto(url, { waitUntil: 'load' });
  await pause(2_000);
  const { lcp, cls } = await page.evaluate(() => globalThis.seen);
  await page.context().close();
  return { lcp, cls };
}

async function firstPaint(stage) {
  const end = stage.line.on(/^GET \/empty/, { page: EMPTY });
  const empty = [];
  const live = [];
  for (let run = 0; run < LOADS; run += 1) {
    empty.push(await load(stage, `${stage.line.base}/empty`));
    live.push(await load(stage, stage.at()));
  }
  end();
  const lcp = (loads) => round(median(loads.map((one) => one.lcp)));
  tell('lcp_ms', lcp(live), ['<=', 2_000], { empty_page_ms: lcp(empty), loads: live.map((one) => Math.round(one.lcp)), profile: 'SLOW' });
  tell('cls_load', median(live.map((one) => one.cls)), ['<=', 0.05], { profile: 'SLOW' });
}

async function shifts(stage) {
  const page = await (await stage.context()).newPage();
  await throttle(page, SLOW);
  await watch(page);
  await page.goto(stage.at(), { waitUntil: 'load' });
  await page.locator('#feed article').nth(6).evaluate((card) => card.scrollIntoView({ block: 'center' }));
  for (let sent = 0; sent < 200; sent += 10) {
    await stage.suggest(Array.from({ length: 10 }, (_, serial) => `移动${sent + serial}：请在河边多种几棵树。`));
    await pause(2_800);
  }
  const { cls } = await page.evaluate(() => globalThis.seen);
  tell('cls_60s_200_suggestions', cls, ['<=', 0.05], { profile: 'SLOW' });
  await page.context().close();
}

async function taps(stage) {
  const page = await (await stage.context()).newPage();
  await watch(page);
  await page.goto(stage.at('?scope=all&order=newest'), { waitUntil: 'load' });
  await throttle(page, { cpu: SLOW.cpu });
  for (let at = 0; at < 12; at += 1) {
    await page.locator('#feed article button.sup').nth(at).click();
    await pause(900);
  }
  const painted = (await page.evaluate(() => globalThis.seen.events)).filter((one) => one.name === 'click').map((one) => one.ms);
  // Entries under 16 ms are not listed: taps that are missing were faster.
  while (painted.length < 12) painted.push(16);
  tell('tap_to_pressed_painted_ms', quartile(painted), ['<=', 100], { median_ms: median(painted), worst_ms: Math.max(...painted), cpu: SLOW.cpu, taps: painted.length });
  await page.context().close();
}

async function keys(stage) {
  const before = { meeting: stage.meeting, api: stage.api };
  await stage.meet({ policy: { undo_s: 5, suggestions_per_person: 1000, suggestion_interval_s: 0 } });
  await stage.run({ action: 'go_live' });
  await stage.suggest(Array.from({ length: 40 }, (_, serial) => `第${serial}件：请在步道旁多放几张长椅。`));
  const direct = stage.base;
  stage.base = stage.line.base;
  const page = await stage.memberPage('moderator', `/mod/${stage.meeting}`);
  stage.base = direct;
  await page.getByText('第0件').first().waitFor();
  await pause(1_500);
  await throttle(page, { cpu: 4 });
  const end = stage.line.on(/ \/api\//, { delay: 200 });
  const waits = [];
  for (let press = 0; press < 20; press += 1) {
    const wait = page.evaluate((longest) => new Promise((done) => {
      const shown = () => document.querySelector('.paper .text')?.textContent;
      const was = shown();
      // A press that nothing follows is told as this long.
      setTimeout(() => done(longest), longest);
      addEventListener('keydown', ({ timeStamp }) => {
        const look = () => (shown() === was ? requestAnimationFrame(look) : requestAnimationFrame(() => setTimeout(() => done(performance.now() - timeStamp))));
        look();
      }, { once: true, capture: true });
    }), LONGEST_MS);
    await pause(300);
    await page.keyboard.press('p');
    waits.push(await wait);
  }
  end();
  tell('key_p_to_next_item_painted_ms', quartile(waits), ['<=', 100], { median_ms: round(median(waits)), worst_ms: round(Math.max(...waits)), cpu: 4, latency_ms: 200 });
  await page.context().close();
  Object.assign(stage, before);
}

/** Opens sockets beside the page, when the load bench is there; answers with how many and with what lets them go. */
async function crowd(stage) {
  if (!process.env.YANLU_LOAD) return { sockets: 0, leave: () => {} };
  const [program, ...words] = JSON.parse(process.env.YANLU_LOAD);
  const holder = spawn(program, [...words, 'hold', `127.0.0.1:${stage.port}`, `${stage.api}/socket`, String(SOCKETS)], { cwd: resolve('../..'), stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = await new Promise((done, broken) => {
    createInterface({ input: holder.stdout }).once('line', (text) => done([text]));
    holder.once('exit', (code) => broken(new Error(`the sockets' holder ended with ${code}`)));
  });
  setPriority(holder.pid, LOW);
  return { sockets: Number(/\d+/.exec(line)), leave: () => holder.stdin.end() };
}

/** Backs as new people, evenly, until `stop.now`; answers with how many went through. */
async function flood(stage, numbers, stop) {
  let sent = 0;
  let done = 0;
  const began = Date.now();
  while (!stop.now) {
    const due = Math.floor(((Date.now() - began) / 1_000) * EVENTS_PER_S);
    for (; sent < due; sent += 1) {
      new Person(stage.base).call('PUT', `${stage.api}/suggestions/${numbers[sent % numbers.length]}/support`).then(() => (done += 1), () => {});
    }
    await pause(25);
  }
  return done;
}

/** About what the live page does with a frame, and how often it gets one. */
const WORK_MS = 10;
const FRAME_MS = 250;

/** An empty page that works as long as the live one with each frame: what its longest task is beyond that, the machine adds. */
async function emptyPage(stage) {
  const end = stage.line.on(/^GET \/empty/, { page: EMPTY });
  const page = await (await stage.context({ viewport: PHONE })).newPage();
  await watch(page);
  await page.goto(`${stage.line.base}/empty`, { waitUntil: 'load' });
  end();
  await page.evaluate(([work, frame]) => setInterval(() => {
    const until = performance.now() + work;
    while (performance.now() < until);
  }, frame), [WORK_MS, FRAME_MS]);
  return page;
}

/** What makes the load shares the processors with the page only here: a phone has its own. It gives way to the page. */
const LOW = 19;

async function underLoad(stage) {
  const numbers = (await stage.board()).suggestions.map((card) => card.no);
  const { sockets, leave } = await crowd(stage);
  setPriority(stage.server.pid, LOW);
  const page = await (await stage.context({ viewport: PHONE })).newPage();
  await watch(page);
  await page.goto(stage.at('?scope=all'), { waitUntil: 'load' });
  const session = await throttle(page, {});
  await session.send('HeapProfiler.enable');
  const heap = async () => {
    await session.send('HeapProfiler.collectGarbage');
    return (await session.send('Runtime.getHeapUsage')).usedSize / 1e6;
  };
  const nodes = () => page.evaluate(() => document.querySelectorAll('*').length);
  const empty = await emptyPage(stage);
  const stop = { now: false };
  const flooding = flood(stage, numbers, stop);
  await pause(5_000);
  const [before, nodesBefore, from] = [await heap(), await nodes(), Date.now()];
  // What the measuring itself did is none of the page's tasks.
  for (const one of [page, empty]) await one.evaluate(() => (globalThis.seen.tasks = []));
  await pause(SECONDS * 1_000);
  const [tasks, machine] = await Promise.all([page, empty].map((one) => one.evaluate(() => globalThis.seen.tasks)));
  const [after, nodesAfter, took] = [await heap(), await nodes(), (Date.now() - from) / 1_000];
  stop.now = true;
  const events = await flooding;
  leave();
  const run = { seconds: SECONDS, sockets, events_per_s: Math.round(events / (took + 5)) };
  tell('longest_task_ms', Math.max(0, ...tasks), ['<=', 50], {
    ...run, tasks_over_50_ms: tasks.length, empty_page_ms: Math.max(0, ...machine), empty_page_tasks_over_50_ms: machine.length, note: 'tasks under 50 ms are not listed; server and sockets run at low priority',
  });
  tell('heap_growth', Math.abs(after / before - 1), ['<=', 0.1], { ...run, start_mb: round(before), end_mb: round(after) });
  tell('elements', nodesAfter, ['<=', 2_500], { ...run, start: nodesBefore });
  tell('cards', await page.locator('#feed article').count(), ['<=', 60], run);
  await Promise.all([page, empty].map((one) => one.context().close()));
}

const stage = await Stage.open({ policy: { review: 'post' }, undo: 5, env: { RUST_LOG: 'warn' } });
try {
  await stage.proxied();
  await stage.publish(Array.from({ length: 40 }, (_, serial) => `第${serial + 1}条：请在步道旁多放几张带扶手的长椅，老人走累了可以歇一歇，天黑了也看得清路。`));
  await eventually('the pages are warm', () => fetch(stage.at()).then((answer) => answer.ok));
  const parts = { firstPaint, shifts, taps, keys, underLoad };
  const wanted = process.argv.slice(2);
  for (const [name, part] of Object.entries(parts)) if (!wanted.length || wanted.includes(name)) await part(stage);
} finally {
  await stage.close();
}
