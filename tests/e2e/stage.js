// A running server with staff and a live meeting, and a browser: what every browser test starts from.
// Speaks to the server only through its public interface.

import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { Proxy } from './proxy.js';

const BINARY = resolve(process.env.YANLU_BIN ?? '../../target/debug/yanlu');
const BROWSER = process.env.CHROMIUM ?? '/usr/bin/chromium';
const PASSWORD = 'correct horse battery';
// Without these, a browser as root does not start, and one on a closed network keeps asking for updates.
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const AGENDA = [
  { title: '绿道与水系', speaker: '园林局', planned_minutes: 30 },
  { title: '社区公园与老旧小区增绿', speaker: '住建局', planned_minutes: 40 },
];
export const PHONE = { width: 390, height: 844 };
export const TINY = { width: 360, height: 640 };
export const DESK = { width: 1440, height: 900 };
export const LANGUAGES = ['zh-Hans', 'zh-Hant', 'en'];

const locales = {};
for (const language of LANGUAGES) {
  locales[language] = JSON.parse(await readFile(new URL(`../../web/locales/${language}.json`, import.meta.url), 'utf8'));
}

/** The words that the pages use, with `{n}` filled in; the tests hold none of their own. */
export function words(key, values = {}, language = 'zh-Hans') {
  const text = locales[language][key];
  if (text === undefined) throw new Error(`no words for ${key} in ${language}`);
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** A pattern for words in which any number, name or time may stand. */
export function pattern(key, language = 'zh-Hans') {
  const escaped = words(key, {}, language).replace(/[.*+?^$()|[\]\\]/g, '\\$&');
  return new RegExp(escaped.replace(/\{\w+\}/g, '.+?'));
}

export function pause(ms) {
  return new Promise((done) => setTimeout(done, ms));
}

/** A port that is free now. */
export async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

export async function eventually(what, check, seconds = 20) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const value = await check();
    if (value) return value;
    if (Date.now() > end) throw new Error(`after ${seconds} s still not: ${what}`);
    await pause(50);
  }
}

/** A browser with the flags that it needs here. */
export function launch(flags = []) {
  return chromium.launch({ executablePath: BROWSER, args: [...FLAGS, ...flags] });
}

/** A person on the interface with cookies of their own. */
export class Person {
  constructor(base) {
    this.base = base;
    this.cookies = new Map();
  }

  async call(method, path, body) {
    const headers = { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
    if (body !== undefined) headers['content-type'] = 'application/json';
    const response = await fetch(this.base + path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body), redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [name, value] = line.split(';')[0].split('=');
      this.cookies.set(name, value);
    }
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text ? JSON.parse(text) : null;
  }

  /** Hands these cookies to a browser's context. */
  async lend(context) {
    await context.addCookies([...this.cookies].map(([name, value]) => ({ name, value, url: this.base })));
  }

  /** Takes the cookies of a browser's context, to ask the server as that person. */
  static async of(context, base) {
    const person = new Person(base);
    for (const { name, value } of await context.cookies(base)) person.cookies.set(name, value);
    return person;
  }
}

export class Stage {
  /**
   * `policy` and `settings` go over those of the model meeting; `roles` are accounts beside secretary and moderator, each with its role as
   * log-in; `live: false` leaves the meeting announced, before its broadcast.
   */
  static async open(wishes = {}) {
    const stage = new Stage();
    try {
      return await stage.prepare(wishes);
    } catch (fault) {
      // What was started would keep the test's process from ending.
      await stage.close();
      throw fault;
    }
  }

  async prepare({ undo = 1, policy = {}, settings = {}, roles = [], live = true, env = {} }) {
    this.folder = await mkdtemp(join(tmpdir(), 'yanlu-e2e-'));
    this.port = await freePort();
    this.base = `http://127.0.0.1:${this.port}`;
    // Every page of a test logs in anew and every person writes, all from one address.
    this.env = { YANLU_INGEST__WRITES_PER_MINUTE_ADDRESS: '0', YANLU_INGEST__SUPPORTS_PER_MINUTE_PERSON: '0', YANLU_IDENTITY__LOGINS_PER_MINUTE: '0', ...env };
    const token = await this.serve();
    this.secretary = new Person(this.base);
    await this.secretary.call('POST', `/api/v1/setup/${token}`, { login: 'secretary', name: '秘书', password: PASSWORD });
    for (const role of ['moderator', ...roles]) {
      const name = { moderator: '李洁', chair: '周主席', director: '何导播', scribe: '吴代录' }[role] ?? role;
      await this.secretary.call('POST', '/api/v1/staff', { login: role, name, password: PASSWORD, roles: [role] });
    }
    this.reviewsAfterwards = policy.review === 'post';
    const rules = { suggestions_per_person: 1000, suggestion_interval_s: 0, undo_s: undo, ...policy };
    await this.meet({ ...settings, policy: rules });
    if (live) {
      await this.run({ action: 'go_live' });
      await this.run({ action: 'start_item', item: 1 });
    }
    this.browser = await launch();
    return this;
  }

  /** Starts the server on the folder and the port that it had; answers with the set-up token of a new folder. */
  async serve() {
    this.server = spawn(BINARY, ['serve', '--data', this.folder, '--listen', `127.0.0.1:${this.port}`], { env: { ...process.env, ...this.env } });
    let said = '';
    this.server.stdout.on('data', (chunk) => (said += chunk));
    this.server.stderr.on('data', (chunk) => process.env.YANLU_E2E_LOG && process.stderr.write(chunk));
    if (this.secretary) return eventually('the server is back', () => fetch(this.base).then(() => true, () => false), 60);
    return eventually('the set-up link is printed', () => /\/setup\/(\S+)/.exec(said)?.[1], 60);
  }

  /** Another meeting, which the rest of this stage is about from now on. */
  async meet(settings) {
    const created = await this.secretary.call('POST', '/api/v1/meetings', {
      settings: { title: '公园城市规划建设专题协商会', organiser: '市政协', summary: '请谈谈身边的公园和绿道。', agenda: AGENDA, ...settings },
    });
    this.meeting = created.id;
    this.code = created.code;
    this.api = `/api/v1/meetings/${created.id}`;
    return created;
  }

  run(action) {
    return this.secretary.call('POST', `${this.api}/run`, action);
  }

  /** The address of a page of the meeting, over the proxy when one is open. */
  at(path = '') {
    return `${this.line?.base ?? this.base}/m/${this.meeting}${path}`;
  }

  /** A line that can be cut, between browsers and the server. */
  async proxied() {
    this.line ??= await Proxy.open(this.base);
    return this.line;
  }

  /** Hands suggestions in, each by a person of its own unless `author` is given; answers with their numbers. */
  async suggest(texts, author = null, more = {}) {
    const numbers = [];
    for (const text of texts) {
      const person = author ?? new Person(this.base);
      const { no } = await person.call('POST', `${this.api}/suggestions`, { text, area: '城东街道', display_name: '李女士', ...more });
      numbers.push(no);
    }
    return numbers;
  }

  /** Public suggestions, straight through the interface. */
  async publish(texts, author = null, more = {}) {
    const numbers = await this.suggest(texts, author, more);
    await this.decide(numbers);
    await eventually('everything is public', async () => {
      const board = await this.secretary.call('GET', `${this.api}/board?order=newest&limit=200`);
      const shown = new Set(board.suggestions.map((card) => card.no));
      return numbers.every((no) => shown.has(no));
    });
    return numbers;
  }

  /** Decides what waits, oldest first, until `numbers` are decided; a meeting that reviews afterwards has nothing waiting. */
  async decide(numbers, decision = () => ({ kind: 'publish' })) {
    const wanted = new Set(numbers);
    if (this.reviewsAfterwards) return;
    await eventually('everything is decided', async () => {
      const { items } = await this.secretary.call('POST', `${this.api}/queue/deal`, { console: 'stage', want: 5 });
      for (const item of items) {
        const body = { console: 'stage', revision: item.revision, decision: decision(item) };
        await this.secretary.call('POST', `${this.api}/suggestions/${item.no}/decision`, body);
        wanted.delete(item.no);
      }
      return wanted.size === 0;
    });
  }

  /** Backs `no` as so many new people. */
  async back(no, people = 1) {
    const backing = Array.from({ length: people }, () => new Person(this.base).call('PUT', `${this.api}/suggestions/${no}/support`));
    await Promise.all(backing);
  }

  /** A step of a suggestion in the chamber, such as `show` or `{ answer: {} }`. */
  floor(no, command) {
    return this.secretary.call('POST', `${this.api}/suggestions/${no}/floor`, command);
  }

  async board(query = 'order=newest&limit=200') {
    return new Person(this.base).call('GET', `${this.api}/board?${query}`);
  }

  async context(options = {}) {
    const context = await this.browser.newContext({ viewport: PHONE, locale: 'zh-CN', ...options });
    context.setDefaultTimeout(20_000);
    return context;
  }

  /** A page of the meeting in a browser of its own. */
  async page(path = '', options = {}) {
    const page = await (await this.context(options)).newPage();
    await page.goto(this.at(path));
    return page;
  }

  /** Who holds the account with this log-in, logged in over the interface. */
  async member(login) {
    const person = new Person(this.base);
    await person.call('POST', '/api/v1/login', { login, password: PASSWORD });
    return person;
  }

  /** A browser in which this person is logged in already. */
  async memberPage(login, path, options = {}) {
    const context = await this.context({ viewport: DESK, ...options });
    await (await this.member(login)).lend(context);
    const page = await context.newPage();
    await page.goto(this.base + path);
    return page;
  }

  /** A browser in which the person with this login is logged in through the page. */
  async staffPage(login, path, options = {}) {
    const context = await this.context({ viewport: DESK, ...options });
    const page = await context.newPage();
    await page.goto(`${this.base}/login?next=${encodeURIComponent(path)}`);
    await page.locator('input[autocomplete="username"]').fill(login);
    await page.locator('input[type="password"]').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname === path);
    return page;
  }

  /** Ends the server and keeps its data. */
  async stop(signal = 'SIGTERM') {
    this.server?.kill(signal);
    await new Promise((done) => (!this.server || this.server.exitCode !== null || this.server.signalCode !== null ? done() : this.server.once('exit', done)));
  }

  async close() {
    await this.browser?.close();
    await this.line?.close();
    await this.stop();
    if (this.folder) await rm(this.folder, { recursive: true, force: true });
  }
}

/** Opens the bottom sheet for a suggestion on a phone. */
export async function openSheet(page) {
  await page.locator('nav.nav a.post').click();
  await page.locator('#sheet.open, #sheet[role=dialog]').waitFor();
}
