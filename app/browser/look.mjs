// node look.mjs ENTENTE DIR [NAME,...]: pictures of every tab, to be looked at: in light and dark,
// on a phone, at 200 % zoom on a desk and on a phone, the maps, and the printed page.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';

const [, , entente, dir = '.', only = ''] = process.argv;
mkdirSync(dir, { recursive: true });
const file = join(dir, 'entente.html');
execFileSync(entente, ['app', '--file', file], { stdio: 'pipe' });
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const wanted = (name) => !only || only.split(',').includes(name);

async function open(size, scheme = 'light', scale = 1) {
  const page = await (await browser.newContext({ viewport: size, colorScheme: scheme, deviceScaleFactor: scale })).newPage();
  await page.goto(`file://${resolve(file)}`);
  await rest(page);
  return page;
}

async function rest(page) {
  await page.waitForTimeout(300);
  await page.waitForFunction(() => document.querySelector('.card .big small') && !document.querySelector('.count.busy'), undefined, { timeout: 120000 });
}

// The whole height, so that figures far below are drawn too.
async function take(page, name, size, from = 0) {
  const whole = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: size.width, height: Math.min(5000, whole) });
  await page.waitForTimeout(1200);
  await page.screenshot({ path: join(dir, `${name}.png`), ...(from ? { clip: { x: 0, y: from, width: size.width, height: Math.min(5000, whole) - from } } : {}) });
  await page.setViewportSize(size);
}

const desk = { width: 1440, height: 1000 };
for (const [name, size, scheme, scale] of [['light', desk, 'light', 1], ['dark', desk, 'dark', 1], ['phone', { width: 390, height: 844 }, 'light', 1],
  ['zoom', { width: 720, height: 500 }, 'light', 2], ['phonezoom', { width: 195, height: 422 }, 'light', 2]]) {
  if (!wanted(name)) continue;
  const page = await open(size, scheme, scale);
  const tabs = await page.$$eval('[role=tab]', (all) => all.map((x) => x.id));
  for (const tab of tabs) {
    await page.click(`#${tab}`);
    if (tab === 'tab-why') await page.waitForSelector('.boxes', { timeout: 120000 });
    await rest(page);
    await take(page, `${name}-${tab.slice(4)}`, size);
  }
  await page.context().close();
}

if (wanted('maps')) {
  const page = await open(desk);
  const maps = await page.$$eval('.pane select option', (all) => [...new Set(all.map((x) => x.value))].filter((x) => x.startsWith('map')));
  for (let i = 0; i < maps.length; i += 2) {
    await page.locator('.pane select').first().selectOption(maps[i]);
    await page.locator('.pane select').last().selectOption(maps[i + 1] ?? maps[0]);
    await rest(page);
    await page.screenshot({ path: join(dir, `maps-${i / 2}.png`) });
  }
  await page.locator('.chips [aria-expanded]').click();
  await page.waitForTimeout(1000);
  await page.locator('.pick').scrollIntoViewIfNeeded();
  await page.screenshot({ path: join(dir, 'maps-members.png') });
  await page.context().close();
}

if (wanted('print')) {
  const page = await open(desk);
  for (const tab of ['statement', 'bill', 'obligations', 'ukraine']) {
    await page.click(`#tab-${tab}`);
    await rest(page);
    await page.waitForTimeout(500);
    await page.pdf({ path: join(dir, `print-${tab}.pdf`), format: 'A4', printBackground: false });
    execFileSync('pdftoppm', ['-r', '60', '-png', join(dir, `print-${tab}.pdf`), join(dir, `print-${tab}`)]);
  }
  await page.context().close();
}
await browser.close();
