// node walk.mjs ENTENTE: every lever of every question from end to end, on a desk and a phone. At
// each stop the answer is a sentence, the axis has not jumped, no text lies on another, and the
// chart and its lever are in view together.
import { ask, QUESTIONS, settled, start, unread } from './browser.mjs';

const [, , entente] = process.argv;
const { check, open, end } = await start(entente);

// Run in the page: sets a control and waits for the picture of the next 256 futures.
const walkLever = async (selector) => {
  const out = { stops: 0, texts: [], axes: new Set(), meets: new Set() };
  const picture = () => new Promise((resolve) => {
    const watch = new PerformanceObserver((list) => { if (list.getEntriesByName('entente:256').length) { watch.disconnect(); requestAnimationFrame(() => setTimeout(resolve)); } });
    watch.observe({ type: 'mark' });
  });
  const look = () => {
    out.stops++;
    for (const x of document.querySelectorAll('h1, .centre h2, .card .big .now, .card .cn, .mini b')) out.texts.push([x.tagName, x.textContent]);
    const svg = document.querySelector('.chart svg');
    if (!svg) return;
    const all = [...svg.querySelectorAll('text')].filter((t) => t.textContent.trim()).map((t) => ({ t: t.textContent, b: t.getBoundingClientRect() }));
    out.axes.add([...svg.querySelectorAll('text[text-anchor=end]')].map((t) => t.textContent).filter((t) => /^[+−]?\d+(\u00a0%)?$/.test(t)).join(' '));
    const frame = svg.getBoundingClientRect();
    for (const x of all) if (x.b.left < frame.left - 1 || x.b.right > frame.right + 1) out.meets.add(`${x.t} is cut`);
    all.forEach((x, i) => all.slice(i + 1).forEach((y) => {
      const w = Math.min(x.b.right, y.b.right) - Math.max(x.b.left, y.b.left);
      const h = Math.min(x.b.bottom, y.b.bottom) - Math.max(x.b.top, y.b.top);
      if (w > 2 && h > 4) out.meets.add(`${x.t} on ${y.t}`);
    }));
  };
  const control = document.querySelector(selector);
  const set = async (act) => { const next = picture(); act(); await next; look(); };
  if (control.tagName === 'SELECT') for (const i of [0, 1, control.options.length - 1]) await set(() => { control.selectedIndex = i; control.dispatchEvent(new Event('change', { bubbles: true })); });
  else if (control.tagName === 'BUTTON') for (const b of control.parentNode.querySelectorAll('button')) await set(() => b.click());
  else for (const part of [0, 0.25, 0.5, 0.75, 1]) await set(() => { control.value = String(Number(control.min) + part * (Number(control.max) - Number(control.min))); control.dispatchEvent(new Event('input', { bubbles: true })); });
  return { stops: out.stops, texts: out.texts, axes: [...out.axes], meets: [...out.meets] };
};

for (const [name, size] of [['desk', { width: 1440, height: 900 }], ['phone', { width: 390, height: 844 }]]) {
  const page = await open('', size);
  await settled(page);
  for (const question of QUESTIONS) {
    await ask(page, question);
    await settled(page);
    const first = await page.locator('h1').textContent();
    const bad = [];
    if (unread(first)) bad.push(`${unread(first)} in "${first}"`);
    let stops = 0;
    const levers = question === 'law' || question === 'address' ? [] : await page.evaluate(() => (document.querySelector('.sheet') && getComputedStyle(document.querySelector('.sheet')).display !== 'none'
      ? Array.from({ length: Number(/of (\d+)/.exec(document.querySelector('.cnt').textContent)[1]) }, (_, i) => i) : [...document.querySelectorAll('.levers [data-lever]')].map((x) => x.dataset.lever)));
    if (question !== 'law' && question !== 'address' && levers.length !== 6) bad.push(`${levers.length} levers in view`);
    for (const lever of levers) {
      const where = name === 'phone' ? '.sheet' : `.levers [data-lever="${lever}"]`;
      const found = await page.evaluate(walkLever, `${where} :is(input[type=range], select, .seg button)`);
      stops += found.stops;
      for (const [tag, text] of found.texts) {
        const wrong = tag === 'H1' ? unread(text) : /NaN|undefined|Infinity|\[object|^\s*$/.exec(text)?.[0] ?? '';
        if (wrong !== '' && !(tag !== 'H1' && text === '')) bad.push(`${lever}: ${wrong} in "${text}"`);
        if (/\b0\.99\b/.test(text)) bad.push(`${lever}: a bare ratio in "${text}"`);
      }
      if (found.axes.length > 1) bad.push(`${lever}: the axis jumped: ${found.axes.join(' | ')}`);
      for (const m of found.meets) bad.push(`${lever}: ${m}`);
      if (name === 'phone') {
        const both = await page.evaluate(() => { const a = document.querySelector('.plot').getBoundingClientRect(); const z = document.querySelector('.sheet').getBoundingClientRect(); return a.top >= 0 && a.bottom <= z.top + 60; });
        if (!both) bad.push(`${lever}: chart and lever are not in view together`);
        await page.locator('.sheet .ar').last().click();
      }
    }
    check(`${name}, ${question}: ${stops} stops of ${levers.length} levers, each a sentence, axis and labels in place`, bad.length === 0, [...new Set(bad)].slice(0, 6).join('; '));
  }
  check(`${name}: no error`, page.broken.length === 0, page.broken.slice(0, 3).join('; '));
  await page.context().close();
}
{ // a small phone, and a phone at 200 % zoom: the chart stands above the lever as the page opens, or once it is scrolled to
  for (const [name, size, scrolls] of [['360 px', { width: 360, height: 640 }, false], ['a phone at 200 %', { width: 195, height: 422 }, true]]) {
    const page = await open('', size);
    await settled(page);
    const out = [];
    for (const question of QUESTIONS.filter((q) => q !== 'law' && q !== 'address')) {
      await ask(page, question);
      await settled(page);
      await page.evaluate((s) => { scrollTo(0, 0); if (s) document.querySelector('.plot').scrollIntoView({ block: 'start', behavior: 'instant' }); }, scrolls);
      const { top, bottom, sheet } = await page.evaluate(() => { const a = document.querySelector('.chart').getBoundingClientRect(); return { top: a.top, bottom: a.bottom, sheet: document.querySelector('.sheet').getBoundingClientRect().top }; });
      if (top < -1 || bottom > sheet + 60) out.push(`${question} ${top.toFixed(0)} to ${bottom.toFixed(0)}, lever from ${sheet.toFixed(0)}`);
      if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth + 1)) out.push(`${question} runs out`);
    }
    check(`${name}: chart and lever in view together, nothing runs out`, out.length === 0, out.join('; '));
    await page.context().close();
  }
}
{ // every ally at the ends of the levers of spending: the upper band fills the axis and stays inside
  const page = await open('', { width: 1440, height: 900 });
  await settled(page);
  const set = async (lever) => { await page.locator(`#lever-pledge-${lever}`).evaluate((x) => { x.value = x.max; x.dispatchEvent(new Event('input', { bubbles: true })); }); };
  await set('target_pct_gdp');
  await set('agreed_pct_gdp');
  await settled(page);
  const out = [];
  const allies = await page.locator('.country option').evaluateAll((all) => all.map((x) => x.value));
  for (const ally of allies) {
    await page.selectOption('.country', ally);
    await page.waitForTimeout(100);
    await page.waitForFunction(() => Number(document.querySelector('.cards').dataset.futures) >= 256, undefined, { timeout: 120000 });
    const room = await page.evaluate(() => { // of the plot's height, above the band
      const band = document.querySelector('.chart [data-part=b90]');
      if (!band?.getAttribute('d')) return null;
      const plot = document.querySelector('.chart clipPath rect');
      const top = Number(plot.getAttribute('y')) + 2;
      return (band.getBBox().y - top) / (Number(plot.getAttribute('height')) - 4);
    });
    if (room !== null && (room < 0 || room > 0.2)) out.push(`${ally} ${(100 * room).toFixed(0)} %`);
  }
  check(`${allies.length} allies at 6 % asked for and agreed: the upper band ends below the top of the axis, and no more than a fifth of it below`, allies.length > 30 && out.length === 0, out.join(', '));
  await page.context().close();
}
await end();
