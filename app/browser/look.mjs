// node look.mjs ENTENTE DIR [NAME,...]: pictures of every question and tab, to be looked at: in light
// and dark, on a phone, at 360 px, at 200 % zoom on a desk and on a phone, on a 4k screen, with forced
// colours, the maps, and the printed page.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { ask, QUESTIONS, settled } from './browser.mjs';

const [, , entente, dir = '.', only = ''] = process.argv;
mkdirSync(dir, { recursive: true });
const file = join(dir, 'entente.html');
execFileSync(entente, ['app', '--file', file], { stdio: 'pipe' });
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'] });
const wanted = (name) => !only || only.split(',').includes(name);

async function open(size, scheme = 'light', scale = 1, more = {}) {
  const page = await (await browser.newContext({ viewport: size, colorScheme: scheme, deviceScaleFactor: scale, reducedMotion: 'reduce', ...more })).newPage();
  page.setDefaultTimeout(300000); // a busy machine is slow, not wrong
  await page.goto(`file://${resolve(file)}`);
  await rest(page);
  return page;
}

const rest = settled;

// The whole height, so that figures far below are drawn too.
async function take(page, name, size, from = 0) {
  const whole = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: size.width, height: Math.min(5000, whole) });
  await page.waitForTimeout(1200);
  await page.screenshot({ path: join(dir, `${name}.png`), ...(from ? { clip: { x: 0, y: from, width: size.width, height: Math.min(5000, whole) - from } } : {}) });
  await page.setViewportSize(size);
}

const desk = { width: 1440, height: 1000 };
for (const [name, size, scheme, scale, more] of [['light', desk, 'light', 1], ['dark', desk, 'dark', 1], ['phone', { width: 390, height: 844 }, 'light', 1],
  ['zoom', { width: 720, height: 500 }, 'light', 2], ['phonezoom', { width: 195, height: 422 }, 'light', 2],
  ['small', { width: 360, height: 640 }, 'light', 1], ['wide', { width: 3840, height: 2160 }, 'light', 1], ['forced', desk, 'light', 1, { forcedColors: 'active' }]]) {
  if (!wanted(name)) continue;
  const page = await open(size, scheme, scale, more);
  for (const question of QUESTIONS) {
    await ask(page, question);
    await rest(page);
    await page.screenshot({ path: join(dir, `${name}-${question}.png`) });
  }
  await ask(page, 'cost');
  await rest(page);
  for (const tab of await page.$$eval('.tabs [role=tab]', (all) => all.map((x) => x.id))) {
    await page.$eval(`#${tab}`, (x) => x.click()); // a phone's sheet may lie over it
    if (tab === 'tab-why') await page.waitForSelector('.mind input');
    await rest(page);
    await take(page, `${name}-${tab}`, size);
  }
  await page.context().close();
}

if (wanted('maps')) {
  const page = await open(desk);
  for (const question of ['cost', 'alone', 'law', 'war', 'two', 'since']) {
    await ask(page, question);
    await rest(page);
    await page.click('[data-view=map]');
    await page.waitForTimeout(300);
    await page.screenshot({ path: join(dir, `map-${question}.png`) });
  }
  await page.context().close();
}

if (wanted('print')) {
  const page = await open(desk);
  for (const question of ['cost', 'law', 'address']) {
    await ask(page, question);
    await rest(page);
    await page.waitForTimeout(500);
    await page.pdf({ path: join(dir, `print-${question}.pdf`), format: 'A4', printBackground: false });
    execFileSync('pdftoppm', ['-r', '60', '-png', join(dir, `print-${question}.pdf`), join(dir, `print-${question}`)]);
  }
  await page.context().close();
}
await browser.close();
