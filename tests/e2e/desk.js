// What the tests of the moderators' console share: where things stand on it, and one press after another.

import { eventually } from './stage.js';

/** The number of the item on the desk; empty when there is none. */
export function current(page) {
  return page.evaluate(() => (/\d+/.exec(document.querySelector('#desk .item:not(.stale) .meta b')?.textContent ?? '') ?? [''])[0]);
}

/** A moderator's console of this stage with the first item on its desk. */
export async function console_(stage, login = 'moderator', options = {}) {
  const page = await stage.memberPage(login, `/mod/${stage.meeting}`, options);
  await eventually('an item is on the desk', () => current(page));
  return page;
}

/** Presses the keys of one decision, then waits until the desk shows something else; answers with how many presses that took. */
export async function decide(page, keys) {
  const before = await current(page);
  for (const key of keys) await page.keyboard.press(key);
  await eventually(`something else than ${before} is on the desk`, async () => (await current(page)) !== before);
  return keys.length;
}

/** Decides item after item with these keys until the desk stays empty; answers with the presses and the items in their order. */
export async function decideAll(page, keys, count) {
  let presses = 0;
  const seen = [];
  while (seen.length < count) {
    const no = await eventually('the next item is on the desk', () => current(page));
    seen.push(Number(no));
    presses += await decide(page, keys);
  }
  return { presses, seen };
}

/** Another account with this role. */
export async function account(stage, login, name, roles) {
  await stage.secretary.call('POST', '/api/v1/staff', { login, name, password: 'correct horse battery', roles });
}

/** Everything that staff find, of one state or of any. */
export async function found(stage, state = '') {
  const moderator = await stage.member('moderator');
  const items = [];
  for (let page = 1; ; page += 1) {
    const reply = await moderator.call('GET', `${stage.api}/find?state=${state}&page=${page}`);
    items.push(...reply.items);
    if (page >= reply.pages) return items;
  }
}

/** What happened to one suggestion. */
export async function historyOf(stage, no) {
  return (await (await stage.member('moderator')).call('GET', `${stage.api}/suggestions/${no}/history`)).entries;
}

/** Texts that have nothing in common but their kind. */
export function different(count, from = 0) {
  const places = ['东门', '西门', '南湖', '北坡', '中街', '桥头', '站前', '校旁', '菜场', '河湾'];
  const wishes = ['请装路灯', '想要长椅', '缺公共厕所', '希望种树', '自行车没处放', '雨天积水', '台阶太高', '噪声扰人', '缺指示牌', '垃圾桶太少'];
  return Array.from({ length: count }, (_, at) => {
    const serial = from + at;
    return `${places[serial % 10]}第${serial + 1}处${wishes[Math.floor(serial / 10) % 10]}，已经${(serial * 7) % 23 + 2}个月了。`;
  });
}

/** Everything that a citizen's page was told, by whichever way. */
export function listen(page) {
  const told = [];
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => told.push(String(payload))));
  page.on('response', async (response) => {
    if (/json|html|event-stream/.test(response.headers()['content-type'] ?? '')) told.push(await response.text().catch(() => ''));
  });
  return told;
}

