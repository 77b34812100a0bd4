// node bench.mjs ENTENTE [TURNS]: the page's own figures in headless Chromium, from file://. Wall
// time is what a reader waits; processor time of the page's main thread stands beside it, since
// other work on the machine stretches the one and not the other. Skipped (77) without Chromium.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const [, , entente, turns = '40'] = process.argv;
const program = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
if (!program) {
  console.log('skipped: no Chromium on this machine');
  process.exit(77);
}
const dir = mkdtempSync(join(tmpdir(), 'entente-bench-'));
const file = join(dir, 'entente.html');
execFileSync(entente, ['app', '--file', file], { stdio: 'pipe' });
const browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox', '--no-first-run', '--disable-background-networking'] });
const sorted = (x) => [...x].sort((a, b) => a - b);
const at = (x, p) => sorted(x)[Math.min(x.length - 1, Math.ceil(p * x.length) - 1)];
const row = (what, x, bar) => console.log(`${what.padEnd(58)} median ${at(x, 0.5).toFixed(0).padStart(5)} ms   p95 ${at(x, 0.95).toFixed(0).padStart(5)} ms   ${bar}`);
console.log(`${cpus().length} cores, load ${loadavg()[0].toFixed(1)}, page ${(statSync(file).size / 1e6).toFixed(2)} MB`);

async function open() {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 1000 } })).newPage();
  await page.goto(`file://${file}`, { waitUntil: 'commit' });
  return page;
}

await (await open()).context().close(); // the browser itself is warm
const first = [];
const said = []; // when the answer that the page was written with stands
const spent = []; // processor time of the main thread until then
for (let i = 0; i < 5; i++) {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 1000 } })).newPage();
  await page.waitForTimeout(2500); // the browser opens a window of its own for a context, and draws it
  const metrics = await page.context().newCDPSession(page);
  await metrics.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.goto(`file://${file}`, { waitUntil: 'commit' });
  await page.waitForFunction(() => performance.getEntriesByName('entente:256').length > 0, undefined, { polling: 'raf', timeout: 60000 });
  first.push(await page.evaluate(() => performance.getEntriesByName('entente:256')[0].startTime));
  said.push(await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime));
  spent.push((await metrics.send('Performance.getMetrics')).metrics.find((m) => m.name === 'TaskDuration').value * 1000);
  await page.context().close();
}
row('first answer after opening the file, as text', said, 'bar 500');
row('first picture after opening the file, 256 futures', first, 'bar 500');
console.log(`    main thread until then, processor time: median ${at(spent, 0.5).toFixed(0)} ms`);

const page = await open();
const settled = () => page.waitForFunction(() => Number(document.querySelector('.cards')?.dataset.futures) === 16384 && !document.querySelector('main[data-busy]'), undefined, { timeout: 120000 });
await settled();
const cdp = await page.context().newCDPSession(page);
await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
const main = async () => Object.fromEntries((await cdp.send('Performance.getMetrics')).metrics.map((m) => [m.name, m.value * 1000]));

// From the event of a slider to the frame after the picture stands.
const move = (futures, turn) => page.evaluate(async ([n, k]) => {
  const sliders = ['pledge-target_pct_gdp', 'pledge-equipment_share_new', 'pledge-agreed_pct_gdp', 'us-credibility_signal'].map((x) => document.querySelector(`#lever-${x}`));
  const slider = sliders[k % sliders.length];
  const low = Number(slider.min);
  const part = 0.2 + 0.6 * ((k * 0.381966) % 1);
  const began = performance.now();
  const stands = new Promise((resolve) => {
    const watch = new PerformanceObserver((list) => {
      const found = list.getEntriesByName(`entente:${n}`).find((m) => m.startTime > began);
      if (!found) return;
      watch.disconnect();
      resolve(found.startTime);
    });
    watch.observe({ type: 'mark' });
  });
  slider.value = String(low + part * (Number(slider.max) - low));
  slider.dispatchEvent(new Event('input', { bubbles: true }));
  const mark = await stands;
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))); // painted
  return { wall: performance.now() - began, stands: mark - began };
}, [futures, turn]);

for (const [futures, bar, n] of [[256, 'bar 60', Number(turns)], [1024, 'bar 100', Number(turns)], [16384, 'bar 1200', Math.ceil(Number(turns) / 8)]]) {
  const out = [];
  const before = await main();
  for (let i = 0; i < n; i++) {
    out.push((await move(futures, i)).wall);
    await page.waitForTimeout(futures === 16384 ? 0 : 60);
  }
  const after = await main();
  row(`slider to picture, ${futures.toLocaleString('en')} futures`, out, bar);
  const used = (k) => ((after[k] - before[k]) / n).toFixed(0);
  console.log(`    main thread a move, processor time: ${used('TaskDuration')} ms (script ${used('ScriptDuration')}, style ${used('RecalcStyleDuration')}, layout ${used('LayoutDuration')})`);
}

// The next move stops a refinement: the picture of 256 comes as fast in the middle of one.
const during = [];
for (let i = 0; i < 20; i++) {
  await page.waitForTimeout(300);
  during.push((await move(256, i)).wall);
}
row('slider to picture while 16,384 are being refined', during, 'bar 100');

await page.click('#tab-why');
const why = [];
for (let i = 0; i < 5; i++) {
  await page.waitForSelector('.boxes li, .boxes', { timeout: 60000 });
  await page.waitForTimeout(400);
  await page.locator('.why-outcome select').first().selectOption(String(i % 4));
  await page.waitForTimeout(1800);
  why.push(Number((await page.locator('[data-ms]').getAttribute('data-ms'))));
}
row('why: tornado and boxes of 2,048 futures', why, 'bar 2000');
await browser.close();
rmSync(dir, { recursive: true });
