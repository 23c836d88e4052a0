// A running server with staff and a live meeting, and a browser: what every browser test starts from.
// Speaks to the server only through its public interface.

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';

const BINARY = resolve(process.env.YANLU_BIN ?? '../../target/debug/yanlu');
const BROWSER = process.env.CHROMIUM ?? '/usr/bin/chromium';
const PASSWORD = 'correct horse battery';
// Without these, a browser as root does not start, and one on a closed network keeps asking for updates.
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

async function freePort() {
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
    await new Promise((done) => setTimeout(done, 50));
  }
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
}

export class Stage {
  static async open({ undo = 1 } = {}) {
    const stage = new Stage();
    stage.folder = await mkdtemp(join(tmpdir(), 'yanlu-e2e-'));
    const port = await freePort();
    stage.base = `http://127.0.0.1:${port}`;
    // Every page of a test logs in anew, all from one address.
    const env = { ...process.env, YANLU_INGEST__WRITES_PER_MINUTE_ADDRESS: '0', YANLU_IDENTITY__LOGINS_PER_MINUTE: '0' };
    stage.server = spawn(BINARY, ['serve', '--data', stage.folder, '--listen', `127.0.0.1:${port}`], { env });
    let said = '';
    stage.server.stdout.on('data', (chunk) => (said += chunk));
    stage.server.stderr.on('data', (chunk) => process.env.YANLU_E2E_LOG && process.stderr.write(chunk));
    const token = await eventually('the set-up link is printed', () => /\/setup\/(\S+)/.exec(said)?.[1], 60);
    stage.secretary = new Person(stage.base);
    await stage.secretary.call('POST', `/api/v1/setup/${token}`, { login: 'secretary', name: '秘书', password: PASSWORD });
    await stage.secretary.call('POST', '/api/v1/staff', { login: 'moderator', name: '李洁', password: PASSWORD, roles: ['moderator'] });
    const created = await stage.secretary.call('POST', '/api/v1/meetings', {
      settings: {
        title: '公园城市规划建设专题协商会',
        organiser: '市政协',
        summary: '请谈谈身边的公园和绿道。',
        agenda: [
          { title: '绿道与水系', speaker: '园林局', planned_minutes: 30 },
          { title: '社区公园与老旧小区增绿', speaker: '住建局', planned_minutes: 40 },
        ],
        policy: { suggestions_per_person: 1000, suggestion_interval_s: 0, undo_s: undo },
      },
    });
    stage.meeting = created.id;
    stage.api = `/api/v1/meetings/${created.id}`;
    await stage.run({ action: 'go_live' });
    await stage.run({ action: 'start_item', item: 1 });
    stage.browser = await chromium.launch({ executablePath: BROWSER, args: FLAGS });
    return stage;
  }

  run(action) {
    return this.secretary.call('POST', `${this.api}/run`, action);
  }

  /** Public suggestions, straight through the interface. */
  async publish(texts) {
    const numbers = [];
    for (const text of texts) {
      const author = new Person(this.base);
      const { no } = await author.call('POST', `${this.api}/suggestions`, { text, area: '城东街道', display_name: '李女士' });
      numbers.push(no);
    }
    const wanted = new Set(numbers);
    await eventually('everything is decided', async () => {
      const { items } = await this.secretary.call('POST', `${this.api}/queue/deal`, { console: 'stage', want: 5 });
      for (const item of items) {
        await this.secretary.call('POST', `${this.api}/suggestions/${item.no}/decision`, { console: 'stage', revision: item.revision, decision: { kind: 'publish' } });
        wanted.delete(item.no);
      }
      return wanted.size === 0;
    });
    await eventually('everything is public', async () => {
      const board = await this.secretary.call('GET', `${this.api}/board?limit=200`);
      const shown = new Set(board.suggestions.map((card) => card.no));
      return numbers.every((no) => shown.has(no));
    });
    return numbers;
  }

  async context(options = {}) {
    return this.browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN', ...options });
  }

  /** A browser in which the person with this login is logged in through the page. */
  async staffPage(login, path, options = {}) {
    const context = await this.context({ viewport: { width: 1440, height: 900 }, ...options });
    const page = await context.newPage();
    await page.goto(`${this.base}/login?next=${encodeURIComponent(path)}`);
    await page.locator('input[autocomplete="username"]').fill(login);
    await page.locator('input[type="password"]').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname === path);
    return page;
  }

  async close() {
    await this.browser?.close();
    this.server?.kill('SIGTERM');
    await new Promise((done) => (this.server.exitCode === null ? this.server.once('exit', done) : done()));
    await rm(this.folder, { recursive: true, force: true });
  }
}
