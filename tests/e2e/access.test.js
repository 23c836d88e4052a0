// axe-core finds nothing to complain about on citizen's page, console and results, in three languages, light and dark.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from './axe.js';
import { Person, Stage } from './stage.js';

let stage;
before(async () => {
  stage = await Stage.open({ undo: 1 });
  await stage.publish(['口袋公园选址请先公示。', '河边步道晚上灯太暗，请补几盏矮灯。', '公园厕所请装上扶手和应急铃。']);
  const citizen = new Person(stage.base);
  await citizen.call('PUT', `${stage.api}/suggestions/1/support`);
  for (const text of ['我电话是13800005521，楼下绿地被圈起来停车。', '河边的步道晚上灯太暗，请补矮灯。']) {
    await citizen.call('POST', `${stage.api}/suggestions`, { text });
  }
});
after(() => stage?.close());

const LANGUAGES = ['zh-Hans', 'zh-Hant', 'en'];

for (const language of LANGUAGES) {
  for (const colorScheme of ['light', 'dark']) {
    test(`citizen’s pages, ${language}, ${colorScheme}`, async () => {
      const context = await stage.context({ colorScheme });
      await context.addCookies([{ name: 'lang', value: language, url: stage.base }]);
      const page = await context.newPage();
      for (const path of ['', '/new', '/agenda', '/mine', '/i/1']) {
        await page.goto(`${stage.base}/m/${stage.meeting}${path}`);
        assert.equal(await page.locator('html').getAttribute('lang'), language);
        assert.deepEqual(await violations(page), [], path);
      }
      await context.close();
    });

    test(`console and results, ${language}, ${colorScheme}`, async () => {
      for (const [login, path, ready] of [
        ['moderator', `/mod/${stage.meeting}`, '13800005521'],
        ['secretary', `/desk/m/${stage.meeting}/results`, '口袋公园选址请先公示。'],
        ['secretary', `/desk/m/${stage.meeting}/run`, '公园城市规划建设专题协商会'],
        ['secretary', `/desk/m/${stage.meeting}/setup`, ''],
        ['secretary', '/desk', '公园城市规划建设专题协商会'],
      ]) {
        const page = await stage.staffPage(login, path, { colorScheme });
        await page.context().addCookies([{ name: 'lang', value: language, url: stage.base }]);
        await page.reload();
        if (ready) await page.getByText(ready).first().waitFor();
        await page.locator('main').first().waitFor();
        assert.equal(await page.locator('html').getAttribute('lang'), language);
        assert.deepEqual(await violations(page), [], path);
        await page.context().close();
      }
    });
  }
}
