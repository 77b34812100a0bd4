// node page.mjs ENTENTE [SCREENSHOT_DIR]: walks through the live page in headless Chromium, from
// file://, and says what it measured. Without Chromium it says so and ends with 77.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import axe from 'axe-core';
import { chromium } from 'playwright-core';
import { heightOf, projection } from './place.mjs';

const [, , entente, pictures] = process.argv;
const program = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
if (!program) {
  console.log('skipped: no Chromium on this machine');
  process.exit(77);
}
const dir = mkdtempSync(join(tmpdir(), 'entente-page-'));
const file = join(dir, 'entente.html');
execFileSync(entente, ['app', '--file', file], { stdio: 'pipe' });
const address = `file://${file}`;
const browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'] });
let failed = 0;
function check(what, fine, seen = '') {
  if (!fine) failed++;
  console.log(`${fine ? 'ok  ' : 'FAIL'} ${what}${seen === '' ? '' : `: ${seen}`}`);
}

async function open(hash = '', size = { width: 1440, height: 1000 }, scheme = 'light') {
  const context = await browser.newContext({ viewport: size, colorScheme: scheme, acceptDownloads: true });
  const page = await context.newPage();
  page.asked = [];
  page.broken = [];
  page.on('request', (r) => { if (!/^(file|data|blob):/.test(r.url())) page.asked.push(r.url()); });
  page.on('pageerror', (e) => page.broken.push(e.message));
  page.on('console', (m) => { if (m.type() === 'error') page.broken.push(m.text()); });
  await page.goto(address + hash);
  return page;
}
const strip = (page) => page.locator('.card .big').allTextContents();
const settled = async (page) => {
  await page.waitForTimeout(250);
  await page.waitForFunction(() => document.querySelector('.card .big small') && !document.querySelector('.count.busy'), undefined, { timeout: 120000 });
};

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

  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.pane').first().getByRole('button', { name: 'CSV' }).click()]);
  const csv = readFileSync(await download.path(), 'utf8');
  check('a downloaded CSV holds the chart', csv.startsWith('series,panel,') && csv.split('\r\n').length > 10);
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

{ // random dragging: the last move wins and nothing breaks
  const page = await open();
  await settled(page);
  const seconds = Number(process.env.ENTENTE_DRAG_SECONDS ?? 8);
  const moves = await page.evaluate(async (wanted) => {
    const sliders = [...document.querySelectorAll('.levers input[type=range]')];
    const until = performance.now() + 1000 * wanted;
    let n = 0;
    window.stale = 0;
    while (performance.now() < until) {
      const s = sliders[Math.floor(Math.random() * sliders.length)];
      s.value = String(Number(s.min) + Math.random() * (Number(s.max) - Number(s.min)));
      s.dispatchEvent(new Event('input', { bubbles: true }));
      n++;
      await new Promise((resolve) => setTimeout(resolve, Math.random() < 0.05 ? 400 : 25));
    }
    return n;
  }, seconds);
  await settled(page);
  const shown = await strip(page);
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const fresh = await open(await page.evaluate(() => location.hash));
  await settled(fresh);
  check(`after ${seconds} s of random dragging the figures are those of the last setting`, shown.join() === (await strip(fresh)).join() && page.broken.length === 0, `${moves} moves ${page.broken.join('; ')}`);
  const drawn = (p) => p.$$eval('.pane svg', (all) => all.map((x) => x.outerHTML.replace(/plot-[a-z0-9]+/g, '')).length);
  check('the charts too', await drawn(page) === await drawn(fresh));
  await fresh.context().close();
  await page.context().close();
}

for (const [name, size, scheme] of [['light', { width: 1440, height: 1000 }, 'light'], ['dark', { width: 1440, height: 1000 }, 'dark'], ['phone', { width: 390, height: 844 }, 'light'], ['zoom', { width: 720, height: 500 }, 'light']]) {
  const page = await open('', size, scheme);
  await settled(page);
  check(`${name}: nothing runs out of the page`, await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth + 1), await page.evaluate(() => `${document.documentElement.scrollWidth} of ${innerWidth}`));
  await page.evaluate(axe.source);
  for (const tab of name === 'light' ? ['statement', 'bill', 'assumptions', 'obligations'] : ['statement', 'bill']) {
    await page.click(`#tab-${tab}`);
    await page.waitForTimeout(600);
    const found = await page.evaluate(async () => (await window.axe.run(document, { resultTypes: ['violations'] })).violations.filter((v) => ['serious', 'critical'].includes(v.impact)).map((v) => `${v.id} ${v.nodes[0].html.slice(0, 90)}`));
    check(`${name}, ${tab}: axe finds nothing serious`, found.length === 0, found.join('; '));
  }
  if (pictures) {
    await page.click('#tab-statement');
    await settled(page);
    await page.screenshot({ path: join(pictures, `live-${name}.png`) });
  }
  await page.context().close();
}

await browser.close();
rmSync(dir, { recursive: true });
process.exit(failed ? 1 : 0);
