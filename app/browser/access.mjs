// node access.mjs ENTENTE: every tab in light and dark, on a desk and a phone: axe-core finds
// nothing serious, nothing runs out of the page. Then by keyboard alone: every tab opens, every
// control of it takes the focus, which can be seen, and leaves it again; what it does is done.
import axe from 'axe-core';
import { settled, start, strip } from './browser.mjs';

const [, , entente] = process.argv;
const { check, open, end } = await start(entente);
const desk = { width: 1440, height: 1000 };
const phone = { width: 390, height: 844 };
const tabsOf = (page) => page.$$eval('[role=tab]', (all) => all.map((x) => x.id));
// The first picture is enough: the ones refined look the same.
const shown = async (page, tab) => {
  await page.waitForFunction((t) => document.querySelector(`#${t}[aria-selected=true]`) && Number(document.querySelector('.strip').dataset.futures) >= 256, tab);
  if (tab === 'tab-why') await page.waitForSelector('.boxes:not(.old *)');
  if (/bill|posture|deterrence|ukraine/.test(tab)) await page.waitForSelector('#panel .many:last-child .drawn-here');
};

for (const [name, size, scheme] of [['desk, light', desk, 'light'], ['desk, dark', desk, 'dark'], ['phone, light', phone, 'light'], ['phone, dark', phone, 'dark']]) {
  const page = await open('', size, scheme);
  await page.waitForSelector('.card .big small');
  await page.evaluate(axe.source);
  const found = [];
  const wide = [];
  for (const tab of await tabsOf(page)) {
    await page.click(`#${tab}`);
    await shown(page, tab);
    found.push(...await page.evaluate(async (t) => (await window.axe.run(document, { resultTypes: ['violations'] })).violations
      .filter((v) => ['serious', 'critical'].includes(v.impact)).map((v) => `${t} ${v.id} ${v.nodes[0].html.slice(0, 90)}`), tab));
    if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth + 1)) wide.push(tab);
  }
  check(`${name}: axe finds nothing serious in any tab`, found.length === 0, found.join('; '));
  check(`${name}: nothing runs out of the page`, wide.length === 0, wide.join(' '));
  await page.context().close();
}

// The focused element: its place among all that can take the focus, and whether the focus is seen.
const focused = () => {
  const x = document.activeElement;
  const all = window.stops ??= new Map();
  if (!all.has(x)) all.set(x, all.size);
  const box = x.getBoundingClientRect();
  const rings = [x, x.closest('.outcome')].filter(Boolean).map((e) => getComputedStyle(e)).some((c) => c.outlineStyle !== 'none' && parseFloat(c.outlineWidth) >= 1 && c.opacity !== '0');
  const inside = (px, py) => { const top = document.elementFromPoint(px, py); return top !== null && (x.contains(top) || top.contains(x)); };
  const there = [0.1, 0.5, 0.9].some((p) => [0.2, 0.8].some((q) => inside(box.left + p * box.width, box.top + q * Math.min(box.height, innerHeight))));
  return { n: all.get(x), panel: Boolean(x.closest('#panel')), body: x === document.body, seen: rings && there, name: `${x.tagName} ${x.type ?? ''} ${x.id || x.getAttribute('aria-label') || x.textContent?.trim().slice(0, 30)}` };
};
const stopsIn = (selector) => [...document.querySelectorAll(`${selector} :is(button, input, select, summary, textarea, [tabindex="0"])`)]
  .filter((x) => !x.disabled && x.tabIndex >= 0 && x.checkVisibility() && !x.closest('details:not([open]) > :not(summary)')).length;

{
  const page = await open();
  await page.emulateMedia({ reducedMotion: 'reduce' }); // where the focus goes stands still at once
  await page.waitForSelector('.card .big small');
  const key = (k, n = 1) => page.keyboard.press(k, { delay: 0 }).then(() => (n > 1 ? key(k, n - 1) : undefined));
  // From the top of the page to its tabs.
  const unseen = [];
  let stops = 0;
  for (let at = { n: -1 }; ; stops++) {
    await key('Tab');
    at = await page.evaluate(focused);
    if (!at.seen) unseen.push(at.name);
    if (/tab-statement/.test(at.name) || stops > 400) break;
  }
  const expected = await page.evaluate(stopsIn, 'body') - await page.evaluate(stopsIn, '#panel');
  check('by keyboard from the top to the tabs: every control once, the focus seen', stops + 1 === expected && !unseen.length, `${stops + 1} of ${expected}; ${unseen.slice(0, 5).join('; ')}`);
  for (const tab of await tabsOf(page)) {
    if (tab !== 'tab-statement') await key('ArrowRight');
    await shown(page, tab);
    const open = await page.evaluate(() => document.activeElement.id);
    const missed = [];
    const took = new Set();
    for (let n = 0; n < 2000; n++) {
      await key('Tab');
      const at = await page.evaluate(focused);
      if (!at.panel) break;
      took.add(at.n); // a date takes it three times
      if (!at.seen) missed.push(at.name);
    }
    const want = await page.evaluate(stopsIn, '#panel');
    check(`${tab.slice(4)}: opens by keyboard, its ${want} controls take the focus, seen, and let it go`, open === tab && took.size === want && !missed.length, `${took.size}; ${missed.slice(0, 5).join('; ')}`);
    await page.focus(`#${tab}`);
  }
  check('no error', page.broken.length === 0, page.broken.join('; '));
  await page.context().close();
}

{ // what a reader does, without a mouse
  const page = await open();
  await settled(page);
  const first = await strip(page);
  const to = async (selector) => {
    await page.evaluate(() => document.activeElement.blur());
    for (let n = 0; n < 900; n++) {
      await page.keyboard.press('Tab');
      if (await page.evaluate((s) => document.activeElement.matches(s), selector)) return true;
    }
    return false;
  };
  const done = [];
  const act = async (what, selector, keys, test) => {
    const came = await to(selector);
    for (const k of keys) await page.keyboard.press(k);
    await settled(page);
    if (!came || !await test()) done.push(what);
  };
  await act('a slider', '#lever-us-credibility_signal', ['ArrowLeft', 'ArrowLeft', 'ArrowLeft'], async () => (await strip(page)).join() !== first.join());
  await page.keyboard.press('Control+z');
  await settled(page);
  if ((await strip(page)).join() !== first.join()) done.push('undo by Control+z');
  await act('redo', '.bar .buttons button:nth-of-type(2)', ['Enter'], async () => (await strip(page)).join() !== first.join());
  await act('an outcome of the strip', '.card:first-of-type select', ['ArrowDown'], async () => (await page.locator('.card .outcome span').first().textContent()).length > 5 && (await strip(page))[0] !== first[0]);
  await act('a chart', '.pane select', ['ArrowDown'], async () => (await page.locator('.pane select').first().inputValue()) === 'spending_2030');
  await act('its table', '.pane .tools button', ['Enter'], async () => await page.locator('.pane table tbody tr').count() > 10);
  await act('a member of the force', '.chips button', ['Enter'], async () => await page.locator('.chips button[aria-label]').count() === 4);
  await act('the link', '.bar .buttons button:nth-of-type(4)', ['Enter'], async () => page.evaluate(() => location.hash.startsWith('#s=')));
  await act('the obligations', '[role=tab][tabindex="0"]', ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight'], async () => await page.locator('.clauses tbody tr').count() > 3);
  const before = await page.locator('.clauses').textContent();
  await act('a place by name', '.where', ['Control+a', ...'Tallinn', 'Enter'], async () => await page.locator('.clauses').textContent() !== before);
  check('slider, undo, redo, outcome, chart, table, member, link, obligations and a place by keyboard alone', done.length === 0, done.join(', '));
  await page.context().close();
}
await end();
