// node access.mjs ENTENTE: every question and every tab in light and dark, on a desk and a phone:
// axe-core finds nothing, nothing runs out of the page. Then by keyboard alone: every control takes
// the focus, which can be seen, and leaves it again; what it does is done.
import axe from 'axe-core';
import { ask, figures, QUESTIONS, settled, start } from './browser.mjs';

const [, , entente] = process.argv;
const { check, open, end } = await start(entente);
const desk = { width: 1440, height: 1000 };
const phone = { width: 390, height: 844 };
const tabsOf = (page) => page.$$eval('.tabs [role=tab]', (all) => all.map((x) => x.id));
// The first picture is enough: the ones refined look the same.
const shown = async (page, tab) => {
  await page.waitForSelector(`#${tab}[aria-selected=true]`);
  await page.locator('#panel').scrollIntoViewIfNeeded();
  if (tab === 'tab-why') { await page.waitForSelector('.boxes'); await page.waitForSelector('.mind input'); }
  if (/cost|security|war/.test(tab)) await page.waitForSelector('#panel .many:last-child .drawn-here');
};
const axeOn = (page, name) => page.evaluate(async (n) => (await window.axe.run(document, { resultTypes: ['violations'] })).violations
  .map((v) => `${n} ${v.id} (${v.impact}) ${v.nodes[0].html.slice(0, 90)}`), name);

for (const [name, size, scheme] of [['desk, light', desk, 'light'], ['desk, dark', desk, 'dark'], ['phone, light', phone, 'light'], ['phone, dark', phone, 'dark']]) {
  const page = await open('', size, scheme);
  await settled(page);
  await page.evaluate(axe.source);
  const found = [];
  const wide = [];
  for (const question of QUESTIONS) {
    await ask(page, question);
    await settled(page);
    found.push(...await axeOn(page, question));
    if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth + 1)) wide.push(question);
  }
  await ask(page, 'cost');
  await settled(page);
  for (const tab of await tabsOf(page)) {
    await page.click(`#${tab}`);
    await shown(page, tab);
    found.push(...await axeOn(page, tab));
    if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth + 1)) wide.push(tab);
  }
  check(`${name}: axe finds nothing in any question or tab`, found.length === 0, [...new Set(found)].slice(0, 8).join('; '));
  check(`${name}: nothing runs out of the page`, wide.length === 0, wide.join(' '));
  await page.context().close();
}

// A chart that comes into view as the focus does may move it: what counts is the page at rest.
async function focusedAtRest(page) {
  let at = await page.evaluate(focused);
  for (let tries = 0; !at.seen && tries < 20; tries++) {
    await page.waitForTimeout(100);
    at = await page.evaluate(focused);
  }
  return at;
}

// The focused element: its place among all that can take the focus, and whether the focus is seen.
const focused = () => {
  const x = document.activeElement;
  const all = window.stops ??= new Map();
  if (!all.has(x)) all.set(x, all.size);
  const box = x.getBoundingClientRect();
  const c = getComputedStyle(x);
  const rings = c.outlineStyle !== 'none' && parseFloat(c.outlineWidth) >= 1 && c.opacity !== '0';
  const inside = (px, py) => { const top = document.elementFromPoint(px, py); return top !== null && (x.contains(top) || top.contains(x)); };
  const there = [0.1, 0.5, 0.9].some((p) => [0.2, 0.8].some((q) => inside(box.left + p * box.width, box.top + q * Math.min(box.height, innerHeight))));
  return { n: all.get(x), panel: Boolean(x.closest('#panel')), seen: rings && there, name: `${x.tagName} ${x.type ?? ''} ${x.id || x.getAttribute('aria-label') || x.textContent?.trim().slice(0, 30)}` };
};
const stopsIn = (selector) => [...document.querySelectorAll(`${selector} :is(a[href], button, input, select, summary, textarea, [tabindex="0"])`)]
  .filter((x) => !x.disabled && x.tabIndex >= 0 && x.checkVisibility() && !x.hidden && !x.closest('details:not([open]) > :not(summary)')).length;

{
  const page = await open('', desk);
  await page.emulateMedia({ reducedMotion: 'reduce' }); // where the focus goes stands still at once
  await settled(page);
  const unseen = [];
  let stops = 0;
  for (let at = {}; ; stops++) {
    await page.keyboard.press('Tab');
    at = await focusedAtRest(page);
    if (!at.seen) unseen.push(at.name);
    if (/tab-cost/.test(at.name) || stops > 200) break;
  }
  const expected = await page.evaluate(stopsIn, 'body') - await page.evaluate(stopsIn, '#panel');
  check('by keyboard from the top to the tabs: every control once, the focus seen', stops + 1 === expected && !unseen.length, `${stops + 1} of ${expected}; ${unseen.slice(0, 5).join('; ')}`);
  for (const tab of await tabsOf(page)) {
    await page.focus('.tabs [tabindex="0"]');
    if (tab !== 'tab-cost') await page.keyboard.press('ArrowRight');
    await shown(page, tab);
    const opened = await page.evaluate(() => document.activeElement.id);
    const missed = [];
    const took = new Set();
    for (let n = 0; n < 600; n++) {
      await page.keyboard.press('Tab');
      const at = await focusedAtRest(page);
      if (!at.panel) break;
      took.add(at.n); // a date takes it three times
      if (!at.seen) missed.push(at.name);
    }
    const want = await page.evaluate(stopsIn, '#panel');
    check(`${tab.slice(4)}: opens by keyboard, its ${want} controls take the focus, seen, and let it go`, opened === tab && took.size === want && !missed.length, `${took.size}; ${missed.slice(0, 5).join('; ')}`);
  }
  check('no error', page.broken.length === 0, page.broken.join('; '));
  await page.context().close();
}

{ // what a reader does, without a mouse
  const page = await open('', desk);
  await settled(page);
  const to = async (selector) => {
    await page.evaluate(() => document.activeElement.blur());
    for (let n = 0; n < 300; n++) {
      await page.keyboard.press('Tab');
      if (await page.evaluate((s) => document.activeElement.matches(s), selector)) return true;
    }
    return false;
  };
  const undone = [];
  const act = async (what, selector, keys, test) => {
    const came = await to(selector);
    for (const k of keys) await page.keyboard.press(k);
    await settled(page);
    if (!came || !await test()) undone.push(what);
  };
  const first = await figures(page);
  await act('a slider', '#lever-pledge-target_pct_gdp', ['ArrowLeft', 'ArrowLeft', 'ArrowLeft'], async () => (await figures(page)).join() !== first.join());
  await page.keyboard.press('Control+z');
  await settled(page);
  if ((await figures(page)).join() !== first.join()) undone.push('undo by Control+z');
  await act('a reading of the chart', '.chart', ['ArrowRight', 'ArrowRight'], async () => /\d{4}: /.test(await page.locator('.chart p').textContent()));
  await act('the table', '.views [tabindex="0"]', ['ArrowRight', 'ArrowRight'], async () => await page.locator('#picture tbody tr').count() > 10);
  await act('my country', '.country', ['p', 'o', 'l'], async () => await page.locator('.country').inputValue() === 'POL');
  await act('another question', '.qs [tabindex="0"]', ['ArrowRight', 'Enter'], async () => await page.locator('main[data-question=alone]').count() === 1);
  await act('all levers, and back', '.all', ['Enter', 'Escape'], async () => await page.evaluate(() => !document.querySelector('.drawer').open));
  await act('the link', '.acts button', ['Enter'], async () => page.evaluate(() => location.hash.startsWith('#s=')));
  await act('the obligations', '.tabs [tabindex="0"]', ['ArrowRight', 'ArrowRight'], async () => await page.locator('.clauses tbody tr').count() > 3);
  const before = await page.locator('.clauses').textContent();
  await act('a place by name', '.where', ['Control+a', ...'Tallinn', 'Enter'], async () => await page.locator('.clauses').textContent() !== before);
  check('slider, undo, chart, table, country, question, levers, link, obligations and a place by keyboard alone', undone.length === 0, undone.join(', '));
  await page.context().close();
}
await end();
