// One's own suggestions: every state in a picture and a word, with what can be done next.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eventually, Person, Stage, words } from './stage.js';

let stage;
let author;
before(async () => {
  stage = await Stage.open({ undo: 0 });
  await stage.proxied();
  author = new Person(stage.base);
  const [into] = await stage.publish(['口袋公园选址请先公示，让周边居民投票定用途。']);
  const outcomes = {
    待办: null,
    发布: { kind: 'publish' },
    电话13800005521: { kind: 'publish' },
    合并: { kind: 'merge', into },
    退回: { kind: 'return', reason: 'out_of_scope', note: '请写明地点' },
    不采用: { kind: 'reject', reason: 'petition_case' },
    上报: 'escalate',
    撤回: 'withdraw',
    复核: { kind: 'reject', reason: 'joke' },
  };
  for (const [word, decision] of Object.entries(outcomes)) {
    const { no } = await author.call('POST', `${stage.api}/suggestions`, { text: `${word}的那一条：请修好路灯。` });
    if (!decision) continue;
    if (decision === 'withdraw') await author.call('DELETE', `${stage.api}/suggestions/${no}`);
    else await treat(no, decision);
    if (word === '复核') await settled(no, 'rejected');
    if (word === '复核') await author.call('POST', `${stage.api}/suggestions/${no}/appeal`, { note: '请再看一遍' });
  }
});
after(() => stage?.close());


const settled = (no, state) => eventually(`no. ${no} is ${state}`, async () => (await author.call('GET', `${stage.api}/mine`)).suggestions.find((card) => card.no === no).state === state);

/** Deals until `no` comes and does with it what is wished; the others go back. */
async function treat(no, decision) {
  await eventually(`no. ${no} is decided`, async () => {
    const { items } = await stage.secretary.call('POST', `${stage.api}/queue/deal`, { console: 'stage', want: 5 });
    const item = items.find((one) => one.no === no);
    if (!item) return false;
    const base = { console: 'stage', revision: item.revision };
    if (decision === 'escalate') await stage.secretary.call('POST', `${stage.api}/suggestions/${no}/escalate`, base);
    else await stage.secretary.call('POST', `${stage.api}/suggestions/${no}/decision`, { ...base, decision });
    return true;
  });
}

const STATES = ['st.pending', 'st.pub', 'st.edited', 'st.merged', 'st.returned', 'st.no', 'st.check', 'st.withdrawn', 'st.appeal'];

test('C9 every state has a picture and a word, and a refusal its reason and two ways on', async () => {
  for (const options of [{}, { javaScriptEnabled: false }]) {
    const context = await stage.context(options);
    await author.lend(context);
    const page = await context.newPage();
    await page.goto(stage.at('/mine'));
    const cards = page.locator('main article.card');
    const seen = await cards.evaluateAll((all) => all.map((card) => ({ word: card.querySelector('.st')?.textContent.trim(), pictured: Boolean(card.querySelector('.st svg')), text: card.innerText })));
    assert.equal(seen.length, STATES.length);
    for (const { word, pictured, text } of seen) assert.ok(word && pictured, text);
    assert.deepEqual(seen.map((one) => one.word).sort(), STATES.map((key) => words(key)).sort());

    const refused = cards.filter({ has: page.locator('.st', { hasText: words('st.no') }) });
    assert.ok((await refused.innerText()).includes(words('mine.why', { reason: words('reason.petition_case') })), await refused.innerText());
    for (const key of ['mine.fix', 'mine.appeal']) assert.ok(await refused.getByText(words(key)).first().isVisible(), key);
    const merged = cards.filter({ has: page.locator('.st', { hasText: words('st.merged') }) });
    assert.match(await merged.innerText(), /0001/);
    assert.ok((await merged.locator('a[href$="/i/1"]').count()) > 0, 'it leads to the one that goes on');
    await context.close();
  }
});

test('a link opens the same list on another device, and only once', async () => {
  const context = await stage.context();
  await author.lend(context);
  const page = await context.newPage();
  await page.goto(stage.at('/mine'));
  await page.getByRole('button', { name: words('link.make') }).click();
  await eventually('the link is shown', async () => /\/me\/link\/[\w-]+/.test(await page.content()), 10);
  const [link] = /\/me\/link\/[\w-]+/.exec(await page.content());
  for (const opens of [true, false]) {
    const other = await (await stage.context()).newPage();
    await other.goto(stage.line.base + link);
    const button = other.locator('main form button[type=submit]').first();
    if (await button.count()) await button.click();
    await other.goto(stage.at('/mine'));
    assert.equal(await other.locator('main article.card').count(), opens ? STATES.length : 0);
    await other.context().close();
  }
  await context.close();
});

test('a suggestion that was not taken up can be put into other words', async () => {
  const context = await stage.context({ javaScriptEnabled: false });
  await author.lend(context);
  const page = await context.newPage();
  await page.goto(stage.at('/mine'));
  const refused = page.locator('main article.card').filter({ has: page.locator('.st', { hasText: words('st.no') }) });
  await refused.getByText(words('mine.fix')).first().click();
  const field = page.locator('textarea[name=text]').first();
  await field.waitFor();
  assert.match(await page.locator('textarea[name=text]:visible').first().inputValue(), /不采用的那一条/, 'the words are there already');
  await context.close();
});
