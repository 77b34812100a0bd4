// node page.mjs ENTENTE [SCREENSHOT_DIR]: walks through the live page in headless Chromium, from
// file://, and says what it measured. Without Chromium it says so and ends with 77.
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { settled, start, strip } from './browser.mjs';
import { heightOf, projection } from './place.mjs';

const [, , entente, pictures] = process.argv;
const { browser, dir, file, check, open, end } = await start(entente);
const address = `file://${file}`;

const html = readFileSync(file);
check('page at most 1.2 MB', statSync(file).size <= 1.2e6, `${(statSync(file).size / 1e6).toFixed(2)} MB`);
check('at most 500 kB packed', gzipSync(html).length <= 5e5, `${(gzipSync(html).length / 1e3).toFixed(0)} kB`);

{ // opens, levers, undo
  const began = performance.now();
  const page = await open();
  await page.waitForSelector('.card .big small');
  console.log(`     first figures after ${(performance.now() - began).toFixed(0)} ms`);
  await settled(page);
  const before = await strip(page);
  const unanswered = await page.locator('table.claims tr:has(.v-not_answered) th').allInnerTexts();
  check('every claim of the statement is answered', await page.locator('table.claims tbody tr').count() > 15 && !unanswered.length, unanswered.join(' | '));
  const slider = page.locator('#lever-us-credibility_signal');
  await slider.focus();
  for (let i = 0; i < 8; i++) await page.keyboard.press('ArrowLeft');
  await settled(page);
  const moved = await strip(page);
  check('a lever moves the strip', moved.join() !== before.join(), moved.join(' | '));
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await settled(page);
  check('undo brings every figure back', (await strip(page)).join() === before.join());
  await page.getByRole('button', { name: 'Redo', exact: true }).click();
  await settled(page);
  check('redo too', (await strip(page)).join() === moved.join());

  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const hash = await page.evaluate(() => location.hash);
  const other = await open(hash);
  await settled(other);
  check('a share link in a fresh browser gives the same figures', (await strip(other)).join() === moved.join());
  check('no request leaves the page', page.asked.length + other.asked.length === 0, [...page.asked, ...other.asked].join());
  check('no error', page.broken.length + other.broken.length === 0, [...page.broken, ...other.broken].join('; '));
  await other.context().close();

  const take = async (button, where = page.locator('.pane').first()) => {
    const [download] = await Promise.all([page.waitForEvent('download'), where.getByRole('button', { name: button, exact: true }).click()]);
    return readFileSync(await download.path());
  };
  const csv = (await take('CSV')).toString();
  check('a downloaded CSV holds the chart', csv.startsWith('series,panel,') && csv.split('\r\n').length > 10 && csv.split('\r\n').slice(1, -1).every((r) => r.split(',').length === 8));
  const chart = JSON.parse(await take('JSON'));
  check('JSON: the same figures', chart.series.flatMap((x) => x.points).length === csv.trim().split('\r\n').length - 1 && chart.kind === 'futures');
  const svg = (await take('SVG')).toString();
  const parsed = await page.evaluate((text) => { const d = new DOMParser().parseFromString(text, 'image/svg+xml'); return d.querySelector('parsererror') ? 'broken' : [...d.querySelectorAll('text')].map((t) => t.textContent).join(' '); }, svg);
  check('SVG: parses, with its title and source inside, no variable left', parsed.includes('Entente.') && parsed.includes('Brussels') && !svg.includes('var(--'), parsed.slice(0, 60));
  const png = await take('PNG');
  check('PNG: a picture of some size', png.subarray(1, 4).toString() === 'PNG' && png.readUInt32BE(16) > 600, `${png.readUInt32BE(16)} x ${png.readUInt32BE(20)}`);
  writeFileSync(join(dir, 'own.yaml'), await take('Scenario (YAML)', page.locator('.bar')));
  const world = execFileSync(entente, ['run', join(dir, 'own.yaml'), '--futures', '256', '--out', join(dir, 'own')], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  check('YAML: the program runs it', world.length > 100);
  await page.locator('.pane').first().getByRole('button', { name: 'Embed', exact: true }).click();
  const embed = await page.locator('.embed textarea').inputValue();
  check('embed: a figure with its source, no script, no address', embed.startsWith('<figure') && embed.includes('Entente.') && !/<script|src=/.test(embed));
  await page.setInputFiles('.bar input[type=file]', join(dir, 'own.yaml'));
  await settled(page);
  check('the YAML opened in the page gives the same figures', (await strip(page)).join() === moved.join(), (await strip(page)).join(' | '));
  const report = readFileSync(join(dir, 'own', 'report.html'), 'utf8');
  const link = /entente\.html(#[^"]*\/odds[^"]*)"/.exec(report)?.[1].replaceAll('&amp;', '&') ?? '';
  const from = await open(link);
  await settled(from);
  check('a chart of the report opens the page with that chart and those levers', (await strip(from)).join() === moved.join() && (await from.locator('.pane select').first().inputValue()).startsWith('odds'), link.slice(0, 80));
  await from.context().close();
  await page.context().close();
}

{ // the policy of the page, its print, its behaviour without the engine
  const page = await open();
  await page.waitForSelector('.card .big small');
  const policy = await page.locator('meta[http-equiv=Content-Security-Policy]').getAttribute('content');
  check('a content security policy that allows no connection', policy.includes("default-src 'none'") && !policy.includes('connect-src'));
  const blocked = await page.evaluate(() => fetch('https://example.org/').then(() => 'answered', () => 'blocked'));
  check('a request from the page is blocked', blocked === 'blocked' && page.asked.length === 0);
  page.broken.length = 0;
  const paper = await page.pdf({ format: 'A4' });
  check('prints', paper.length > 20000, `${(paper.length / 1000).toFixed(0)} kB`);
  await page.context().close();
  const context = await browser.newContext();
  await context.addInitScript(() => { WebAssembly.validate = () => false; });
  const bare = await context.newPage();
  await bare.goto(address);
  await bare.waitForSelector('.say');
  check('without WebAssembly SIMD: a plain sentence', /cannot run the engine/.test(await bare.locator('.say').first().textContent()));
  await context.close();
}

{ // every lever moves something a reader can see, or says that it does not act on what is shown
  const page = await open();
  await page.waitForSelector('.card .big small');
  await page.evaluate(() => document.querySelectorAll('.levers > details').forEach((d) => { d.open = true; }));
  for (const i of [0, 1]) await page.locator('.pane').nth(i).getByRole('button', { name: 'Table', exact: true }).click();
  const out = await page.evaluate(async () => {
    // What stands on the page, charts as tables; null where a figure is still being computed, which is no difference.
    const seen = () => [...document.querySelectorAll('.strip .card p, .claims tbody tr, .pane tbody tr')].map((x) => (x.querySelector('.v-computing') ? null
      : x.textContent.replace(/\s*\(of the scenario as written[^)]*\)/, ''))); // said of any move
    const alike = (a, b) => a.length === b.length && a.every((x, i) => x === null || b[i] === null || x === b[i]);
    // What stands when the next picture of 256 futures is done: the 1,024 are close behind.
    let caught = () => {};
    const mark = performance.mark.bind(performance);
    performance.mark = (name, options) => { const out = mark(name, options); if (name === 'entente:256') caught(seen()); return out; };
    const picture = () => new Promise((resolve) => { caught = resolve; });
    const silent = [];
    const elsewhere = [];
    for (const lever of document.querySelectorAll('.lever')) {
      const control = lever.querySelector('input[type=range], input[type=checkbox], select');
      const name = lever.querySelector('label').textContent;
      const again = picture();
      [...document.querySelectorAll('.bar button')].find((b) => b.textContent === 'Reset all').click();
      const was = await again; // the same 256 futures before and after
      const first = picture();
      if (control.type === 'checkbox') control.click();
      else if (control.tagName === 'SELECT') { control.selectedIndex = (control.selectedIndex + 1) % control.options.length; control.dispatchEvent(new Event('change', { bubbles: true })); }
      else { control.value = Number(control.value) > (Number(control.min) + Number(control.max)) / 2 ? control.min : control.max; control.dispatchEvent(new Event('input', { bubbles: true })); }
      const now = await first;
      const said = () => lever.querySelector('.reach')?.textContent ?? '';
      const same = alike(now, was);
      const until = performance.now() + 120000;
      while (same && !said() && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 50));
      if (said()) elsewhere.push(`${name}: ${said()}`);
      else if (same) silent.push(name);
    }
    return { silent, elsewhere, n: document.querySelectorAll('.lever').length };
  });
  check('every lever moves what is shown or says what it acts on', out.silent.length === 0 && out.n >= 30, `${out.n} levers; silent: ${out.silent.join(', ') || 'none'}; ${out.elsewhere.length} say so`);
  for (const x of out.elsewhere) console.log(`     ${x}`);
  await page.context().close();
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
  await page.waitForSelector('.card .big small');
  await page.context().close();
}

{ // every lever can be moved by keyboard, every tab opens
  const page = await open();
  await settled(page).catch(() => undefined);
  await page.evaluate(() => document.querySelectorAll('.levers > details').forEach((d) => { d.open = true; }));
  const ranges = page.locator('.levers input[type=range]');
  let moved = 0;
  for (let i = 0; i < await ranges.count(); i++) {
    const range = ranges.nth(i);
    const was = await range.inputValue();
    await range.focus();
    await page.keyboard.press('ArrowRight');
    if (await range.inputValue() === was) await page.keyboard.press('ArrowLeft');
    if (await range.inputValue() !== was) moved++;
  }
  check('every slider moves by keyboard', moved === await ranges.count(), `${moved} sliders`);
  await page.locator('#tab-statement').focus();
  const tabs = await page.locator('[role=tab]').count();
  for (let i = 1; i < tabs; i++) {
    await page.keyboard.press('ArrowRight');
    await page.waitForTimeout(400);
  }
  check('every tab opens by keyboard', page.broken.length === 0 && await page.locator('#tab-sources[aria-selected=true]').count() === 1, page.broken.join('; '));
  await page.context().close();
}

{ // the law: the same verdicts and reasons as the command line, by name and by a click on the map
  const page = await open();
  await page.waitForSelector('.card .big small');
  await page.click('#tab-obligations');
  await page.waitForSelector('.clauses tbody tr');
  await page.check('.tools .check input');
  const shown = () => page.$$eval('.clauses tbody tr', (rows) => rows.map((r) => [r.querySelector('abbr').title, r.querySelector('.verdict').textContent.trim(), r.querySelector('[data-reason]').dataset.reason, r.querySelector('[data-reason]').textContent].join(' | ')).sort());
  const said = (...where) => JSON.parse(execFileSync(entente, ['obliged', '--attacker', 'RUS', '--victim', 'FRA', '--object', 'forces', ...where, '--on', '2026-06-01', '--json'], { encoding: 'utf8' }))
    .clauses.map((c) => [c.clause, c.verdict, c.reason, c.text].join(' | ')).sort();
  const byName = said('--place', 'Kharkiv');
  check('Kharkiv, French forces: every verdict and reason as entente obliged', (await shown()).join('\n') === byName.join('\n'), `${byName.length} clauses, ${byName.filter((c) => c.includes('| yes |')).length} apply`);
  const click = async (view, lon, lat) => {
    await page.locator('.event select').last().selectOption(view);
    const map = page.locator('.law-map svg');
    const width = Number(await map.getAttribute('width'));
    const xy = projection(width, heightOf(width, view), view)([lon, lat]);
    await map.click({ position: { x: xy[0], y: xy[1] } });
    await page.waitForTimeout(200);
    return page.locator('.where').inputValue();
  };
  const place = await click('europe', 36.23, 49.99);
  const [north, east] = place.match(/[\d.]+/g);
  const clauseVerdicts = (rows) => rows.map((r) => r.split(' | ').slice(0, 3).join(' | ')).join('\n');
  check('a click on Kharkiv: the same verdicts and reasons', Math.abs(north - 49.99) < 0.3 && Math.abs(east - 36.23) < 0.3
    && clauseVerdicts(await shown()) === clauseVerdicts(byName), place);
  const far = await click('world', 121, 23.7);
  const [n2, e2] = far.match(/[\d.]+/g);
  check('a click on the world map, Taiwan: as entente obliged there', clauseVerdicts(await shown()) === clauseVerdicts(said('--lat', n2, '--lon', e2)), far);
  await page.context().close();
}

{ // why: the same boxes as entente explore on the same futures
  const page = await open();
  await page.waitForSelector('.card .big small');
  await page.click('#tab-why');
  await page.waitForSelector('.boxes', { timeout: 60000 });
  const shown = JSON.parse(await page.locator('.boxes').getAttribute('data-answer'));
  const said = JSON.parse(execFileSync(entente, ['explore', 'brussels-2025', '--outcome', 'posture.covered', '--at', '2030', '--method', 'why', '--json'], { encoding: 'utf8' }));
  check('why: bound, density and coverage of every box as entente explore', JSON.stringify(shown) === JSON.stringify({ n: said.n, bound: said.bound, boxes: said.boxes.map((b) => [b.density, b.coverage]), rows: said.tornado.slice(0, 12).map((r) => [r.low, r.high]) }), `${shown.boxes.length} boxes, ${await page.locator('[data-ms]').getAttribute('data-ms')} ms`);
  check('why: one sentence a box', await page.locator('.boxes li').count() === said.boxes.length);
  await page.context().close();
}

for (const [name, size, scheme] of [['light', { width: 1440, height: 1000 }, 'light'], ['dark', { width: 1440, height: 1000 }, 'dark'], ['phone', { width: 390, height: 844 }, 'light'], ['zoom', { width: 720, height: 500 }, 'light']]) {
  const page = await open('', size, scheme);
  await settled(page);
  await page.click('#tab-ukraine');
  await page.waitForTimeout(1500);
  const stray = await page.evaluate(() => [...document.querySelectorAll('.drawn-here svg')].filter((x) => { const a = x.getBoundingClientRect(); const b = x.closest('.drawn-here').getBoundingClientRect(); return a.left < b.left - 1 || a.right > b.right + 1; }).length);
  check(`${name}: every chart stands within its figure`, stray === 0, `${stray} stray`);
  check(`${name}: nothing runs out of the page`, await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth + 1), await page.evaluate(() => `${document.documentElement.scrollWidth} of ${innerWidth}`));
  if (pictures) {
    await page.click('#tab-statement');
    await settled(page);
    await page.screenshot({ path: join(pictures, `live-${name}.png`) });
  }
  await page.context().close();
}

await end();
