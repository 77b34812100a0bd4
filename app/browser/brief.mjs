// node brief.mjs ENTENTE [PICTURES]: the brief of every shipped scenario and the page of every ally,
// as printed and on screens. At most four sheets of A4 for a brief, one for an ally; nothing wider
// than the page, accessible in light and dark, no layout shift, the data book's contents in view.
// Without Chromium it ends with 77.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import axe from 'axe-core';
import { chromium } from 'playwright-core';

const [, , entente, pictures] = process.argv;
const program = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
if (!program) {
  console.log('skipped: no Chromium on this machine');
  process.exit(77);
}
const ALLIES = 'ALB BEL BGR CAN HRV CZE DNK EST FIN FRA DEU GRC HUN ISL ITA LVA LTU LUX MNE NLD MKD NOR POL PRT ROU SVK SVN ESP SWE TUR GBR USA'.split(' ');
const MOST = 4, GROUPS = 5, CHARTS = 5, CARDS = 4;
const scenarios = readdirSync(new URL('../../scenarios', import.meta.url)).filter((f) => f.endsWith('.yaml')).map((f) => basename(f, '.yaml'));
const dir = mkdtempSync(join(tmpdir(), 'entente-brief-'));
const browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'] });
let failed = 0;
function check(what, fine, seen = '') {
  if (!fine) failed++;
  console.log(`${fine ? 'ok  ' : 'FAIL'} ${what}${seen === '' ? '' : `: ${seen}`}`);
}

// Sheets of a printed page: its page objects stand uncompressed in Chromium's files.
async function sheets(page) {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  return pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
}

async function open(file, width, colorScheme) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
  const page = await context.newPage();
  page.setDefaultTimeout(120000);
  await page.addInitScript(() => {
    window.shift = 0;
    new PerformanceObserver((list) => { for (const e of list.getEntries()) if (!e.hadRecentInput) window.shift += e.value; })
      .observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(`file://${file}`);
  return page;
}

// Text that the page cuts: of charts, what leaves its picture; else what does not fit its box.
const cut = () => [...document.querySelectorAll('.brief svg text')].filter((t) => {
  const box = t.getBoundingClientRect(), frame = t.ownerSVGElement.getBoundingClientRect();
  return box.width > 0 && (box.left < frame.left - 2 || box.right > frame.right + 2);
}).map((t) => t.textContent).concat([...document.querySelectorAll('.brief *')]
  .filter((e) => ['hidden', 'clip'].includes(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth + 1 && !e.closest('thead'))
  .map((e) => e.textContent)).map((t) => t.slice(0, 40));

async function audit(name, page) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  check(`${name}: nothing wider than the page`, over <= 0, `${over} px`);
  const lost = await page.evaluate(cut);
  check(`${name}: nothing cut`, lost.length === 0, lost.slice(0, 5).join(' | '));
  await page.evaluate(axe.source);
  const found = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa'] }));
  check(`${name}: accessible`, found.violations.length === 0,
    found.violations.map((v) => `${v.id} (${v.nodes.length}): ${v.nodes[0].html.slice(0, 90)}`).join(' | '));
  const shift = await page.evaluate(() => window.shift);
  check(`${name}: no layout shift`, shift < 0.1, shift.toFixed(3));
}

for (const scenario of scenarios) {
  const out = join(dir, scenario), against = ['status-quo-2024', 'baltic-2015', 'today'].includes(scenario) ? [] : ['--vs', 'status-quo-2024'];
  execFileSync(entente, ['run', scenario, ...against, '--futures', '1024', '--out', out], { stdio: 'pipe' });
  const file = join(out, 'report.html'), page = await open(file, 1100, 'light');
  const parts = await page.evaluate(() => ['h3', 'figure.finding', '.cards li'].map((s) => document.querySelectorAll(`.brief ${s}`).length));
  check(`${scenario}: groups, charts, key figures`, parts.join() === [GROUPS, CHARTS, CARDS].join(), parts.join());
  const words = await page.locator('.brief').innerText();
  check(`${scenario}: words only`, !/\bnan\b|\(null\)|undefined|\s[.;](\s|$)/i.test(words), /.{20}(\bnan\b|\(null\)|undefined|\s[.;](\s|$))/i.exec(words)?.[0] ?? '');
  const n = await sheets(page);
  check(`${scenario}: at most four sheets`, n > 0 && n <= MOST, n);
  if (pictures) await page.screenshot({ path: join(pictures, `${scenario}.png`), fullPage: true });
  await page.context().close();
  if (scenario !== 'brussels-2025') continue;
  for (const [name, width, scheme] of [['wide', 1100, 'light'], ['dark', 1100, 'dark'], ['phone', 360, 'light']]) {
    const screen = await open(file, width, scheme);
    await audit(`brief, ${name}`, screen);
    // The data book: complete, with contents that stay in view wherever one reads.
    await screen.locator('#data-book > summary').click();
    const sections = await screen.locator('#data-book section').count(), links = await screen.locator('#data-book > nav a').count();
    check(`data book, ${name}: every section is in the contents`, sections >= 9 && links === sections, `${links} of ${sections}`);
    await screen.locator('#trust').scrollIntoViewIfNeeded();
    const top = await screen.evaluate(() => document.querySelector('#data-book > nav').getBoundingClientRect().top);
    check(`data book, ${name}: contents stay in view`, top >= -1 && top < 60, top.toFixed(0));
    await screen.context().close();
  }
}

// From the stored folder, without a run.
const folder = join(dir, 'brussels-2025');
execFileSync(entente, ['report', folder, '--brief', ALLIES.join(',')], { stdio: 'pipe' });
for (const ally of ALLIES) {
  const page = await open(join(folder, `brief-${ally}.html`), 1100, 'light');
  const n = await sheets(page), caveats = await page.locator('.caveats li').count();
  check(`${ally}: one sheet, three caveats`, n === 1 && caveats === 3, `${n} sheets, ${caveats} caveats`);
  await page.context().close();
}
for (const [ally, width, scheme] of [['DEU', 1100, 'dark'], ['EST', 360, 'light'], ['ISL', 360, 'dark'], ['USA', 1100, 'light']]) {
  const page = await open(join(folder, `brief-${ally}.html`), width, scheme);
  await audit(`${ally}, ${width} px, ${scheme}`, page);
  if (pictures) await page.screenshot({ path: join(pictures, `${ally}-${width}.png`), fullPage: true });
  await page.context().close();
}
await browser.close();
rmSync(dir, { recursive: true });
process.exit(failed ? 1 : 0);
