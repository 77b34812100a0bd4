// node report.mjs ENTENTE [SCREENSHOT_DIR]: opens a run's report in headless Chromium, wide and as
// on a phone, light and dark, with and without its script. Without Chromium it ends with 77.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import { chromium } from 'playwright-core';

const [, , entente, pictures] = process.argv;
const program = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
if (!program) {
  console.log('skipped: no Chromium on this machine');
  process.exit(77);
}
const dir = mkdtempSync(join(tmpdir(), 'entente-report-'));
execFileSync(entente, ['run', 'brussels-2025', '--vs', 'status-quo-2024', '--futures', '512', '--out', dir], { stdio: 'pipe' });
const flashpoints = JSON.parse(readFileSync(join(dir, 'result.json'), 'utf8')).flashpoints.length;
const browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'] });
let failed = 0;
function check(what, fine, seen = '') {
  if (!fine) failed++;
  console.log(`${fine ? 'ok  ' : 'FAIL'} ${what}${seen === '' ? '' : `: ${seen}`}`);
}

for (const [name, width, colorScheme, javaScriptEnabled] of [
  ['wide', 1280, 'light', true], ['phone', 390, 'dark', true], ['plain', 1280, 'light', false]]) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, javaScriptEnabled });
  const page = await context.newPage();
  const broken = [], asked = [];
  page.on('pageerror', (e) => broken.push(e.message));
  page.on('console', (m) => { if (m.type() === 'error') broken.push(m.text()); });
  page.on('request', (r) => { if (!/^(file|data|blob):/.test(r.url())) asked.push(r.url()); });
  await page.goto(`file://${join(dir, 'report.html')}`);
  check(`${name}: no error`, broken.length === 0, broken.join(' | '));
  check(`${name}: no request`, asked.length === 0, asked.join(' '));
  const charts = await page.locator('figure.chart').count();
  const drawn = await page.locator('figure.chart:has(svg)').count();
  check(`${name}: every chart is drawn`, charts > 15 && drawn === charts, `${drawn} of ${charts}`);
  const topics = await page.locator('figure.chart:not(:has(.topic)) figcaption').allTextContents();
  check(`${name}: every chart has a finding as its title`, topics.length === 0, [...new Set(topics)].join(' | '));
  if (javaScriptEnabled) {
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    check(`${name}: nothing wider than the page`, over <= 0, `${over} px`);
    const clipped = await page.evaluate(() => [...document.querySelectorAll('figure.chart svg text')].filter((t) => {
      const box = t.getBoundingClientRect(), frame = t.ownerSVGElement.getBoundingClientRect();
      return box.width > 0 && frame.width > 0 && (box.left < frame.left - 2 || box.right > frame.right + 2);
    }).map((t) => t.textContent.slice(0, 40)));
    check(`${name}: no label cut off`, clipped.length === 0, [...new Set(clipped)].slice(0, 6).join(' | '));
    await page.evaluate(axe.source);
    const found = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa'] }));
    const serious = found.violations.filter((v) => ['serious', 'critical'].includes(v.impact));
    check(`${name}: accessible`, serious.length === 0, serious.map((v) => `${v.id} (${v.nodes.length}): ${v.nodes[0].html.slice(0, 80)}`).join(' | '));
  }
  await page.locator('#data-book > summary').click();
  // A page of each flashpoint of the tables, folded; a link to it opens it, and only it.
  const key = 'taiwan', places = await page.locator('details.flashpoint').count();
  check(`${name}: flashpoints are folded`, places === flashpoints && await page.locator('details.flashpoint[open]').count() === 0, `${places} of ${flashpoints}`);
  await page.locator(`.places a[href="#flashpoint-${key}"]`).click();
  await page.locator(`details.flashpoint[open] #flashpoint-${key}`).waitFor();
  const own = page.locator(`#flashpoint-${key}`);
  check(`${name}: a link opens its page alone`, await page.locator('details.flashpoint[open]').count() === 1);
  if (javaScriptEnabled) { // drawn again with what stands in the overview
    await own.locator('figure.half .tools').first().waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    check(`${name}: an open page is not wider`, wide <= 0, `${wide} px`);
  }
  check(`${name}: its charts are drawn`, await own.locator('figure.half svg').count() === 4);
  if (pictures) await page.screenshot({ path: join(pictures, `report-${name}.png`) });
  await context.close();
}
// The report of a statement: each mark's link lands on its chart, though charts on the way are drawn late.
const read = join(dir, 'read');
execFileSync(entente, ['read', '-', '--futures', '256', '--out', read], {
  stdio: 'pipe',
  input: 'London, 4 June 2025. NATO must spend 5 per cent of GDP on defence by 2032. Ukraine will never join NATO. '
    + 'Russia is the greatest threat to Europe. Europe gives most of the military aid to Ukraine. Kyiv wants a ceasefire.' });
for (const javaScriptEnabled of [true, false]) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, javaScriptEnabled });
  const address = `file://${join(read, 'report.html')}`;
  await page.goto(address);
  const links = await page.locator('#statement a[href^="#chart-"]').evaluateAll((l) => [...new Set(l.map((a) => a.getAttribute('href')))]);
  const lost = [];
  for (const link of links) {
    await page.goto(address);
    await page.locator(`#statement a[href="${link}"]`).first().click();
    await page.waitForTimeout(1000);
    const box = await page.locator(link).boundingBox();
    if (!box || box.y < 0 || box.y > 300) lost.push(`${link} at ${box?.y}`);
  }
  check(`statement, script ${javaScriptEnabled}: links land on their charts`, links.length > 3 && lost.length === 0, `${links.length} links; ${lost.join(' | ')}`);
  await page.close();
}
await browser.close();
rmSync(dir, { recursive: true });
process.exit(failed ? 1 : 0);
