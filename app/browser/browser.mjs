// What the tests of the page share: the page written by the program, headless Chromium, checks.
// Without Chromium a test says so and ends with 77.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

export async function start(entente) {
  const program = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
  if (!program) {
    console.log('skipped: no Chromium on this machine');
    process.exit(77);
  }
  const dir = mkdtempSync(join(tmpdir(), 'entente-page-'));
  const file = join(dir, 'entente.html');
  execFileSync(entente, ['app', '--file', file], { stdio: 'pipe' });
  const browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'] });
  let failed = 0;

  function check(what, fine, seen = '') {
    if (!fine) failed++;
    console.log(`${fine ? 'ok  ' : 'FAIL'} ${what}${seen === '' ? '' : `: ${seen}`}`);
  }

  async function open(hash = '', size = { width: 1440, height: 1000 }, scheme = 'light', before = null) {
    const context = await browser.newContext({ viewport: size, colorScheme: scheme, acceptDownloads: true });
    const page = await context.newPage();
    page.setDefaultTimeout(120000); // a busy machine is slow, not wrong
    page.asked = [];
    page.broken = [];
    page.on('request', (r) => { if (!/^(file|data|blob):/.test(r.url())) page.asked.push(r.url()); });
    page.on('pageerror', (e) => page.broken.push(e.message));
    page.on('console', (m) => { if (m.type() === 'error') page.broken.push(m.text()); });
    if (before) await page.addInitScript(before);
    await page.goto(`file://${file}${hash}`);
    return page;
  }

  async function end() {
    await browser.close();
    rmSync(dir, { recursive: true });
    process.exit(failed ? 1 : 0);
  }
  return { browser, dir, file, check, open, end };
}

// What stands in the answer and the key figures.
export const figures = (page) => page.locator('h1, .card .big').allTextContents();

// The last picture of the last move stands.
export async function settled(page) {
  await page.waitForTimeout(250);
  await page.waitForFunction(() => document.querySelector('main') && !document.querySelector('main[data-busy]')
    && (Number(document.querySelector('.cards')?.dataset.futures) > 0 || document.querySelector('.claim')), undefined, { timeout: 300000 });
}

export async function ask(page, question) {
  if (await page.locator('.pick').isVisible()) await page.selectOption('.pick select', question);
  else await page.click(`[data-ask=${question}]`);
  await page.waitForSelector(`main[data-question=${question}]`);
}

export const QUESTIONS = ['cost', 'alone', 'law', 'war', 'two', 'since', 'address'];

// A sentence without anything but English words: for every text that the page builds.
export const unread = (text) => /NaN|undefined|null|Infinity|\[object|\b[a-z]+\.[a-z]+_[a-z]|\s{2,}|\s[.,;](\s|$)/.exec(text.replaceAll('\u00a0', ' '))?.[0]
  ?? (/^[A-Z0-9]/.test(text) && /[.?!]$/.test(text) ? '' : 'no sentence');
