// node page.mjs ENTENTE [SCREENSHOT_DIR]: walks through the live page in headless Chromium, from
// file://, and says what it measured. Without Chromium it says so and ends with 77.
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { ask, figures, QUESTIONS, settled, start, unread } from './browser.mjs';
import { heightOf, projection } from './place.mjs';

const [, , entente, pictures] = process.argv;
const { browser, dir, file, check, open, end } = await start(entente);
const address = `file://${file}`;

const html = readFileSync(file);
const packed = /id="entente-engine">(.*?)<\/script>/s.exec(html.toString())[1];
check('page at most 1.4 MB', statSync(file).size <= 1.4e6, `${(statSync(file).size / 1e6).toFixed(2)} MB`);
check('at most 650 kB packed', gzipSync(html).length <= 6.5e5, `${(gzipSync(html).length / 1e3).toFixed(0)} kB`);
check('the engine at most 120 kB of it', gzipSync(packed).length <= 1.2e5 && gunzipSync(Buffer.from(packed, 'base64')).length > 1e5, `${(gzipSync(packed).length / 1e3).toFixed(0)} kB`);

const shift = () => {
  window.shift = 0;
  new PerformanceObserver((list) => { for (const x of list.getEntries()) if (!x.hadRecentInput) window.shift += x.value; }).observe({ type: 'layout-shift', buffered: true });
};
const key = async (page, k, n = 1) => { for (let i = 0; i < n; i++) await page.keyboard.press(k); };

{ // four key figures on the first screen of a desk; with forced colours nothing of a control is cut
  for (const [width, height] of [[1280, 800], [1440, 900]]) {
    const page = await open('', { width, height });
    const below = [];
    for (const question of QUESTIONS.filter((q) => q !== 'address')) {
      await ask(page, question);
      await settled(page);
      await page.waitForTimeout(2500); // what decides them has come
      const last = await page.evaluate(() => Math.max(...[...document.querySelectorAll('.card')].map((x) => x.getBoundingClientRect().bottom)));
      if (last > height) below.push(`${question} ends at ${last.toFixed(0)}`);
    }
    check(`${width} x ${height}: four key figures of every question on the first screen`, below.length === 0, below.join(', '));
    await page.context().close();
  }
  const page = await open('', { width: 1280, height: 800 });
  await page.emulateMedia({ forcedColors: 'active' });
  await settled(page);
  const cut = await page.evaluate(() => [...document.querySelectorAll('.ctx select')].flatMap((x) => {
    const c = document.createElement('canvas').getContext('2d');
    c.font = getComputedStyle(x).font;
    return c.measureText(x.selectedOptions[0].textContent).width + 22 > x.clientWidth ? [x.ariaLabel ?? x.className] : []; // 22: its arrow
  }));
  check('forced colours: nothing of a choice is cut', cut.length === 0, cut.join(', '));
  await page.context().close();
}

{ // opens, levers, undo
  const began = performance.now();
  const page = await open('', undefined, undefined, shift);
  await page.waitForSelector('.card .big .now');
  console.log(`     first figures after ${(performance.now() - began).toFixed(0)} ms`);
  await settled(page);
  const opened = await page.evaluate(() => ({ scenario: document.querySelector('.scenario').value, all: JSON.parse(document.getElementById('entente-data').textContent).scenarios.map((x) => [x.start, x.key]) }));
  check('opens on the newest scenario', opened.scenario === opened.all.reduce((a, x) => (x[0] > a[0] ? x : a))[1], opened.scenario);
  check('one h1, a sentence', await page.locator('h1').count() === 1 && !unread(await page.locator('h1').textContent()), await page.locator('h1').textContent());
  await page.waitForSelector('.ground b');
  const ground = await page.evaluate(() => ['.said', '.ground p', '.ground p + p', '.reason'].map((x) => { const e = document.querySelector(x); const b = e?.getBoundingClientRect(); return [e?.textContent.trim() ?? '', b ? b.bottom : Infinity]; }));
  check('the first screen says who asked for 5 % and when, what decides, how it was tested, and why credibility is lower', /US asked .* 5\s% in Brussels on 12 February 2025/.test(ground[0][0]) && /^Two assumptions change Germany’s/.test(ground[1][0])
    && /forecast better .* in \w+ of \w+ tests/.test(ground[2][0]) && /judgement: the address of 12 February 2025/.test(ground[3][0]) && ground.every(([, bottom]) => bottom <= 1000) && ground.slice(0, 2).every(([x]) => !/NaN|undefined|[a-z]\.[a-z]+_/.test(x)), ground.map(([x]) => x).join(' | '));
  const stops = await page.evaluate(() => [...document.querySelectorAll('a, button, input, select, textarea, [tabindex="0"]')].filter((x) => x.tabIndex >= 0 && !x.disabled && x.checkVisibility() && !x.hidden).findIndex((x) => x.classList.contains('chart')) + 1);
  check('at most 12 tab stops to the chart', stops > 0 && stops <= 12, `${stops}`);
  const before = await figures(page);
  const slider = page.locator('#lever-us-credibility_signal');
  await slider.focus();
  await key(page, 'ArrowLeft', 8);
  await settled(page);
  const moved = await figures(page);
  check('a lever moves the figures', moved.join() !== before.join(), moved.slice(1).join(' | '));
  check('layout shift below .1 while opening and moving', await page.evaluate(() => window.shift) < 0.1, (await page.evaluate(() => window.shift)).toFixed(3));
  await page.keyboard.press('Control+z');
  await settled(page);
  check('undo brings every figure back', (await figures(page)).join() === before.join());
  await page.keyboard.press('Control+Shift+z');
  await settled(page);
  check('redo too', (await figures(page)).join() === moved.join());

  const take = async (button, where) => {
    const [download] = await Promise.all([page.waitForEvent('download'), where.getByRole('button', { name: button, exact: true }).click()]);
    return readFileSync(await download.path());
  };
  const settings = (await take('Share', page.locator('header'))).toString(); // from a file: no address of use to others
  check('share from a file: settings that the page and the program read', /^# page: s=/.test(settings) && /^base: /m.test(settings));
  const hash = await page.evaluate(() => location.hash);
  const other = await open(hash);
  await settled(other);
  check('a share link in a fresh browser gives the same figures', (await figures(other)).join() === moved.join());
  check('no request leaves the page', page.asked.length + other.asked.length === 0, [...page.asked, ...other.asked].join());
  check('no error', page.broken.length + other.broken.length === 0, [...page.broken, ...other.broken].join('; '));
  writeFileSync(join(dir, 'settings.yaml'), settings);
  await other.locator('.baseline').selectOption('status-quo-2024');
  await settled(other);
  await other.setInputFiles('header input[type=file]', join(dir, 'settings.yaml'));
  await settled(other);
  check('the settings file brings question, country and levers back', (await figures(other)).join() === moved.join());
  await other.context().close();

  await page.click('.acts [aria-controls=more]');
  writeFileSync(join(dir, 'own.yaml'), await take('Scenario (YAML)', page.locator('#more')));
  execFileSync(entente, ['run', join(dir, 'own.yaml'), '--futures', '256', '--out', join(dir, 'own')], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const report = readFileSync(join(dir, 'own', 'report.html'), 'utf8');
  check('YAML: the program runs it', report.length > 1000);
  const link = /entente\.html(#[^"]*\/odds[^"]*)"/.exec(report)?.[1].replaceAll('&amp;', '&') ?? '';
  const from = await open(link);
  await settled(from);
  const lever = await from.locator('#lever-us-credibility_signal').inputValue();
  check('a chart of the report opens the page with its question and those levers', link !== '' && await from.locator('main[data-question=alone]').count() === 1 && lever === await slider.inputValue(), link.slice(0, 80));
  await from.context().close();
  await page.context().close();
}

{ // my country: from the list, from the map, in the link; money in other units
  const page = await open();
  await settled(page);
  await page.locator('.country').selectOption('POL');
  await settled(page);
  check('my country from the list: the answer follows', /Poland/.test(await page.locator('h1').textContent()), await page.locator('h1').textContent());
  await page.click('[data-view=map]');
  const map = page.locator('.map svg');
  await map.waitFor();
  const width = Number(await map.getAttribute('width'));
  const [x, y] = projection(width, heightOf(width, 'europe'), 'europe')([2.5, 47]);
  await map.click({ position: { x, y } });
  await settled(page);
  check('my country by a click on the map', await page.locator('.country').inputValue() === 'FRA' && /France/.test(await page.locator('h1').textContent()));
  const euro = await page.locator('h1').textContent();
  await page.locator('.money select').first().selectOption('USD');
  const dollar = await page.locator('h1').textContent();
  check('money in dollars', /€/.test(euro) && /\$/.test(dollar) && !/€/.test(dollar), dollar);
  await page.locator('.money select').last().selectOption('gdp');
  check('as a share of GDP', /%/.test(await page.locator('.card .big').first().textContent()), await page.locator('.card .big').first().textContent());
  await page.click('[data-view=chart]');
  await settled(page);
  const shares = await page.locator('.plot').textContent();
  await page.locator('button.axis').click();
  await settled(page);
  const sums = await page.locator('.fig .sub').textContent();
  check('the chart of spending in money', /USD bn a year at \d{4} prices/.test(sums) && !/NaN|undefined/.test(sums) && await page.locator('.plot').textContent() !== shares, sums);
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const again = await open(await page.evaluate(() => location.hash));
  await settled(again);
  check('country, money and its chart stand in the link', await again.locator('.fig .sub').textContent() === sums && await again.locator('.country').inputValue() === 'FRA' && await again.locator('h1').textContent() === dollar);
  await again.context().close();
  await page.context().close();
}

{ // every question; chart, map and table of each
  const page = await open();
  await settled(page);
  for (const question of QUESTIONS) {
    await ask(page, question);
    await settled(page);
    const said = await page.locator('h1').textContent();
    const bad = unread(said) ? [said] : [];
    if (question === 'address') {
      const claims = await page.locator('.claim').evaluateAll((all) => all.map((x) => [x.dataset.verdict, x.querySelector('.find').textContent, x.querySelector('.cl').textContent]));
      if (claims.length < 15 || claims.some(([v, f]) => v === 'open' || v === 'none' || !f.trim() || /NaN|undefined|[{}|]|(^|[ (])–([ ).,]|$)/.test(f))) bad.push(claims.filter(([v]) => v === 'none' || v === 'open').map((c) => c[2]).join(' | '));
    } else {
      for (const view of question === 'law' ? ['table', 'map'] : ['map', 'table', 'chart']) {
        await page.click(`[data-view=${view}]`);
        await page.waitForTimeout(150);
        const seen = await page.evaluate(() => ({ svg: document.querySelectorAll('#picture svg path, #picture svg circle').length, rows: document.querySelectorAll('#picture tbody tr').length, text: document.querySelector('#picture').textContent }));
        if ((view === 'table' ? seen.rows < 2 : seen.svg < 3) || /NaN|undefined/.test(seen.text)) bad.push(`${view}: ${seen.svg} shapes, ${seen.rows} rows`);
      }
      if (await page.locator('.card .now').count() !== 4) bad.push('not four key figures');
    }
    check(`${question}: answer, ${question === 'address' ? 'every claim with verdict and figure' : 'chart, map and table, four key figures'}`, bad.length === 0 && page.broken.length === 0, bad.concat(page.broken).join('; ') || said);
  }
  await page.context().close();
}

{ // a picture of few futures stands within a point of the settled one, and says that it is provisional
  const page = await open();
  await settled(page);
  await ask(page, 'alone');
  await settled(page);
  const read = () => page.evaluate(() => ({ share: Number(/(\d+) of 100/.exec(document.querySelector('h1').textContent)?.[1]), told: /Provisional/.test(document.querySelector('.nf').textContent), n: Number(document.querySelector('.cards').dataset.futures) }));
  const apart = [];
  let told = true;
  for (const x of [0, 40, 80, 120, 150]) {
    const first = await page.evaluate(async (v) => {
      const l = document.querySelector('#lever-us-posture_europe');
      const seen = new Promise((resolve) => new PerformanceObserver((list, me) => { if (list.getEntriesByName('entente:256').length) { me.disconnect(); resolve(); } }).observe({ type: 'mark' }));
      l.value = String(v / 100);
      l.dispatchEvent(new Event('input', { bubbles: true }));
      await seen;
      return { share: Number(/(\d+) of 100/.exec(document.querySelector('h1').textContent)?.[1]), told: /Provisional/.test(document.querySelector('.nf').textContent) };
    }, x);
    await settled(page);
    const last = await read();
    told &&= first.told && !last.told;
    apart.push(Math.abs(first.share - last.share));
  }
  check('provisional pictures say so and lie within a point of the settled ones', told && Math.max(...apart) <= 1, apart.join(' '));
  await page.context().close();
}

{ // the policy of the page, its print, its behaviour without the engine
  const page = await open();
  await page.waitForSelector('.card .big .now');
  const policy = await page.locator('meta[http-equiv=Content-Security-Policy]').getAttribute('content');
  check('a content security policy that allows no connection', policy.includes("default-src 'none'") && !policy.includes('connect-src'));
  const blocked = await page.evaluate(() => fetch('https://example.org/').then(() => 'answered', () => 'blocked'));
  check('a request from the page is blocked', blocked === 'blocked' && page.asked.length === 0);
  page.broken.length = 0;
  await page.locator('#panel').scrollIntoViewIfNeeded();
  await page.locator('.drawn-here .place svg').first().waitFor();
  const paper = await page.pdf({ format: 'A4' });
  const empty = await page.$$eval('.drawn-here .place', (all) => all.filter((x) => x.checkVisibility() && !x.querySelector('svg')).length);
  check('every chart of the tab is drawn on paper', empty === 0, `${empty} empty`);
  check('prints', paper.length > 20000, `${(paper.length / 1000).toFixed(0)} kB`);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const sheet = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  check('a sheet of paper is white where the screen is dark', sheet === 'rgb(255, 255, 255)', sheet);
  await page.context().close();
  const context = await browser.newContext();
  await context.addInitScript(() => { WebAssembly.validate = () => false; });
  const bare = await context.newPage();
  await bare.goto(address);
  await bare.waitForSelector('.say');
  check('without WebAssembly SIMD: a plain sentence', /cannot run the engine/.test(await bare.locator('.say').first().textContent()));
  await context.close();
}

for (const [what, hash, says] of [
  ['a cut link', '#s=eyJ2IjoxLCJ', 'damaged'],
  ['10 kB of noise', `#s=${'Qx7_'.repeat(2500)}`, 'damaged'],
  ['a link of a newer version', `#s=${Buffer.from('{"v":2}').toString('base64url')}`, 'newer version'],
]) {
  const page = await open(hash);
  await page.waitForSelector('.say');
  const text = await page.locator('.say').first().textContent();
  check(`${what} gives a plain sentence`, text.includes(says) && page.broken.length === 0, text.trim().slice(0, 60));
  await page.waitForSelector('.card .big .now');
  await page.context().close();
}

{ // a link made before the page had questions
  const old = { v: 1, engine: '0.1.0', scenario: 'brussels-2025', baseline: 'status-quo-2024', seed: 3, levers: { 'us.posture_europe': 0.25 }, priors: {}, strip: ['posture.covered|2030|'], panes: ['covered', 'odds'], tab: 'ukraine' };
  const page = await open(`#s=${Buffer.from(JSON.stringify(old)).toString('base64url')}`);
  await settled(page);
  check('an old link is read: scenario, levers, seed, its tab by today’s name', await page.locator('.scenario').inputValue() === 'brussels-2025' && await page.locator('main[data-question=war]').count() === 1 && await page.locator('#tab-war[aria-selected=true]').count() === 1);
  await page.context().close();
}

{ // seeds of 64 bits
  const largest = '18446744073709551615';
  const far = { v: 1, engine: '0.1.0', scenario: 'today', baseline: 'status-quo-2024', seed: largest, levers: {}, priors: {}, question: 'cost', tab: 'why' };
  const page = await open(`#s=${Buffer.from(JSON.stringify(far)).toString('base64url')}`);
  await settled(page);
  const field = page.locator('#panel .seed');
  const type = async (text) => { await field.fill(text); await field.press('Enter'); };
  check('a link brings a seed of 64 bits', await field.inputValue() === largest && (await page.locator('footer').last().textContent()).includes(`Seed ${largest}.`), await field.inputValue());
  await type('18446744073709551616');
  await page.locator('.say', { hasText: "The seed '18446744073709551616' is not a whole number from 0 to" }).waitFor();
  check('a larger seed is refused with a line, and the old one stays', await field.inputValue() === largest);
  await type('9007199254740993');
  await settled(page);
  check('a typed seed keeps its last digit', (await page.locator('footer').last().textContent()).includes('Seed 9007199254740993.') && page.broken.length === 0);
  await page.context().close();
}

{ // the tab of law under another question
  const page = await open();
  await settled(page);
  await page.click('#tab-law');
  await page.locator('.law-map svg').waitFor();
  const legend = await page.locator('.law-map').textContent();
  check('the map of the tab Law shows obligations under any question', /Nothing owed/.test(legend) && !/more in all/.test(legend), legend.slice(0, 80));
  await page.context().close();
}

{ // the law: the same verdicts and reasons as the command line, by name and by a click on the map
  const page = await open();
  await settled(page);
  await ask(page, 'law');
  await page.locator('#tab-law').scrollIntoViewIfNeeded();
  await page.waitForSelector('.clauses tbody tr');
  await page.check('.tools .check input');
  const shown = () => page.$$eval('.clauses tbody tr', (rows) => rows.map((r) => [r.querySelector('abbr').title, ({ yes: 'yes', no: 'no', disputed: 'contested' })[r.querySelector('.verdict').textContent.trim()], r.querySelector('[data-reason]').dataset.reason, r.querySelector('[data-reason]').textContent].join(' | ')).sort());
  const said = (...where) => JSON.parse(execFileSync(entente, ['obliged', '--attacker', 'RUS', '--victim', 'FRA', '--object', 'forces', ...where, '--on', '2026-06-01', '--json'], { encoding: 'utf8' }))
    .clauses.map((c) => [c.clause, c.verdict, c.reason, c.text].join(' | ')).sort();
  const byName = said('--place', 'Kharkiv');
  check('Kharkiv, French forces: every verdict and reason as entente obliged', (await shown()).join('\n') === byName.join('\n'), `${byName.length} clauses, ${byName.filter((c) => c.includes('| yes |')).length} apply`);
  const click = async (view, lon, lat) => {
    const map = page.locator('.map svg');
    const width = Number(await map.getAttribute('width'));
    const [x, y] = projection(width, heightOf(width, view), view)([lon, lat]);
    await map.click({ position: { x, y } });
    await page.waitForTimeout(300);
    return page.locator('#law-place-list').inputValue();
  };
  const place = await click('europe', 36.23, 49.99);
  const [north, east] = place.match(/[\d.]+/g);
  const verdicts = (rows) => rows.map((r) => r.split(' | ').slice(0, 3).join(' | ')).join('\n');
  check('a click on Kharkiv: the same verdicts and reasons', Math.abs(north - 49.99) < 0.4 && Math.abs(east - 36.23) < 0.4 && verdicts(await shown()) === verdicts(byName), place);
  await page.locator('#law-place-list').fill('Taipei');
  await page.locator('#law-place-list').press('Enter');
  await page.waitForTimeout(400);
  const far = await click('world', 121, 23.7);
  const [n2, e2] = far.match(/[\d.]+/g) ?? [];
  check('a click on the world map, Taiwan: as entente obliged there', n2 !== undefined && verdicts(await shown()) === verdicts(said('--lat', n2, '--lon', e2)), far);
  await page.context().close();
}

{ // why: the same boxes as entente explore on the same futures
  const page = await open();
  await settled(page);
  await ask(page, 'address');
  await settled(page);
  await page.click('#tab-why');
  await page.waitForSelector('.boxes', { timeout: 60000 });
  await page.waitForFunction(() => !document.querySelector('.many.old'));
  const shown = JSON.parse(await page.locator('.boxes').getAttribute('data-answer'));
  const said = JSON.parse(execFileSync(entente, ['explore', 'brussels-2025', '--outcome', 'posture.covered', '--at', '2030', '--method', 'why', '--json'], { encoding: 'utf8' }));
  check('why: bound, density and coverage of every box as entente explore', JSON.stringify(shown) === JSON.stringify({ n: said.n, bound: said.bound, boxes: said.boxes.map((b) => [b.density, b.coverage]), rows: said.tornado.slice(0, 12).map((r) => [r.low, r.high]) }), `${shown.boxes.length} boxes, ${await page.locator('[data-ms]').getAttribute('data-ms')} ms`);
  check('why: one sentence a box', await page.locator('.boxes li').count() === said.boxes.length);
  await page.waitForSelector('.mind input', { timeout: 60000 });
  const was = await page.locator('.mind .verdictline b').textContent();
  await page.locator('#mind-0').evaluate((x) => { x.value = x.max; x.dispatchEvent(new Event('input', { bubbles: true })); });
  await page.waitForFunction((t) => document.querySelector('.mind .verdictline b').textContent !== t, was);
  check('what would change my mind: a belief moves the count', /in \d+ of 100/.test(await page.locator('.mind .verdictline b').textContent()), `${was} then ${await page.locator('.mind .verdictline b').textContent()}`);
  await page.context().close();
}

{ // what would change my mind asks about the question on show
  const page = await open();
  await settled(page);
  const asked = {};
  for (const question of ['cost', 'alone', 'war', 'two']) {
    await ask(page, question);
    await page.click('#tab-why');
    await settled(page);
    await page.waitForFunction((before) => { const now = document.querySelector('.mind .verdictline')?.textContent ?? ''; return now !== '' && now.split(' With ')[0] !== before; }, Object.values(asked).at(-1) ?? '', { timeout: 120000 });
    asked[question] = (await page.locator('.mind .verdictline').textContent()).split(' With ')[0].replaceAll('\u00a0', ' ').trim();
  }
  check('what would change my mind asks about the question on show', /^Germany spends at least 3\.5 % of its GDP on defence in \d{4}\.$/.test(asked.cost) && /flank/.test(asked.alone) && /ceasefire/.test(asked.war) && /the Baltic states/.test(asked.two), Object.values(asked).join(' '));
  await page.context().close();
}

{ // without its script the page has the answer to its first question, in the words of the script
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1440, height: 900 } });
  const bare = await context.newPage();
  await bare.goto(`file://${file}`);
  const shipped = (await bare.locator('h1').textContent()).replace(/\s+/g, ' ');
  check('without its script: the answer and three figures', await bare.locator('h1').count() === 1 && await bare.locator('.shipped dd').count() === 3 && !/Computing/.test(await bare.locator('body').innerText()), shipped);
  await context.close();
  const page = await open();
  await settled(page);
  const answer = (await page.locator('h1').textContent()).replace(/\s+/g, ' ');
  const money = (text) => text.split(' In the model ')[0];
  check('without its script: the cost in the words of the page', money(shipped) === money(answer), `${shipped} | ${answer}`);
  await page.context().close();
}

for (const [name, size, scheme] of [['light', { width: 1440, height: 900 }, 'light'], ['dark', { width: 1440, height: 900 }, 'dark'], ['phone', { width: 390, height: 844 }, 'light'], ['narrow', { width: 360, height: 740 }, 'light'],
  ['middle', { width: 1000, height: 800 }, 'light'], ['zoom', { width: 720, height: 450 }, 'light'], ['wide', { width: 3840, height: 2160 }, 'light']]) {
  const page = await open('', size, scheme);
  await settled(page);
  if (pictures) await page.screenshot({ path: join(pictures, `live-${name}.png`) });
  await page.click('#tab-war');
  await page.locator('#panel').scrollIntoViewIfNeeded();
  await page.waitForTimeout(1200);
  const stray = await page.evaluate(() => [...document.querySelectorAll('.drawn-here svg, .plot svg')].filter((x) => { const a = x.getBoundingClientRect(); const b = x.closest('.drawn-here, .plot').getBoundingClientRect(); return a.left < b.left - 1 || a.right > b.right + 1; }).length);
  check(`${name}: every chart stands within its figure`, stray === 0, `${stray} stray`);
  check(`${name}: nothing runs out of the page`, await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth + 1), await page.evaluate(() => `${document.documentElement.scrollWidth} of ${innerWidth}`));
  await page.context().close();
}
await end();
