// node page.mjs ENTENTE [SCREENSHOT_DIR]: walks through the live page in headless Chromium, from
// file://, and says what it measured. Without Chromium it says so and ends with 77.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import axe from 'axe-core';
import { chromium } from 'playwright-core';

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

{ // the law: the same verdicts and reasons as the command line
  const page = await open();
  await page.waitForSelector('.card .big small');
  await page.click('#tab-obligations');
  await page.waitForSelector('.clauses tbody tr');
  const said = JSON.parse(execFileSync(entente, ['obliged', '--attacker', 'RUS', '--victim', 'FRA', '--object', 'forces', '--place', 'Kharkiv', '--on', '2026-06-01', '--json'], { encoding: 'utf8' }));
  const event = said.clauses ? said : said.obligations?.[0] ?? said[0];
  const shown = new Map(await page.$$eval('.clauses tbody tr', (rows) => rows.map((r) => [r.querySelector('abbr').title, r.querySelector('.verdict').textContent.trim()])));
  const applies = event.clauses.filter((c) => c.verdict !== 'no');
  check('Kharkiv, French forces: the same clauses apply', applies.length > 0 && applies.every((c) => shown.get(c.clause) === c.verdict), applies.map((c) => `${c.clause} ${c.verdict}`).join(', '));
  await page.locator('#panel svg').first().click({ position: { x: 300, y: 200 } });
  await page.waitForTimeout(300);
  check('a click on the map sets the place', / N, /.test(await page.locator('input[list=places]').inputValue()));
  await page.context().close();
}

{ // speed of a move: from the event to the picture, 256 futures
  const page = await open();
  await settled(page);
  const times = await page.evaluate(async () => {
    const slider = document.querySelector('#lever-us-posture_europe');
    const out = [];
    for (let i = 0; i < 20; i++) {
      const began = performance.now();
      slider.value = String(0.2 + 0.05 * (i % 10));
      slider.dispatchEvent(new Event('input', { bubbles: true }));
      await new Promise((resolve) => {
        const look = () => (document.querySelector('.count')?.textContent?.startsWith('256') ? requestAnimationFrame(() => resolve()) : setTimeout(look, 2));
        setTimeout(look, 5);
      });
      out.push(performance.now() - began);
      await new Promise((resolve) => setTimeout(resolve, 350));
    }
    return out.sort((a, b) => a - b);
  });
  console.log(`     slider to picture with 256 futures: median ${times[10].toFixed(0)} ms, p95 ${times[18].toFixed(0)} ms`);
  // random dragging: the last move wins and nothing breaks
  await page.evaluate(async () => {
    const sliders = [...document.querySelectorAll('.levers input[type=range]')];
    const until = performance.now() + Number(8000);
    while (performance.now() < until) {
      const s = sliders[Math.floor(Math.random() * sliders.length)];
      s.value = String(Number(s.min) + Math.random() * (Number(s.max) - Number(s.min)));
      s.dispatchEvent(new Event('input', { bubbles: true }));
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  });
  await settled(page);
  const shown = await strip(page);
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const fresh = await open(await page.evaluate(() => location.hash));
  await settled(fresh);
  check('after random dragging the figures are those of the last setting', shown.join() === (await strip(fresh)).join() && page.broken.length === 0, page.broken.join('; '));
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
