// node look.mjs ENTENTE DIR: pictures of every tab in light, dark, phone width and at 200 % zoom.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';

const [, , entente, dir = '.', only = ''] = process.argv;
mkdirSync(dir, { recursive: true });
const file = join(dir, 'entente.html');
execFileSync(entente, ['app', '--file', file], { stdio: 'pipe' });
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const tabs = ['statement', 'bill', 'posture', 'deterrence', 'ukraine', 'obligations', 'why', 'assumptions', 'sources'];
for (const [name, size, scheme, shown] of [['light', { width: 1440, height: 1000 }, 'light', tabs], ['dark', { width: 1440, height: 1000 }, 'dark', ['statement', 'obligations', 'why', 'bill']],
  ['phone', { width: 390, height: 844 }, 'light', tabs], ['zoom', { width: 720, height: 500 }, 'light', ['statement', 'why', 'obligations']]]) {
  if (only && !only.split(',').includes(name)) continue;
  const page = await (await browser.newContext({ viewport: size, colorScheme: scheme, deviceScaleFactor: name === 'zoom' ? 2 : 1 })).newPage();
  await page.goto(`file://${resolve(file)}`);
  await page.waitForSelector('.card .big small');
  for (const tab of shown) {
    await page.click(`#tab-${tab}`);
    await page.waitForTimeout(tab === 'why' ? 6000 : 2500);
    const whole = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width: size.width, height: Math.min(4500, whole) });
    await page.waitForTimeout(900);
    await page.screenshot({ path: join(dir, `${name}-${tab}.png`) });
    await page.setViewportSize(size);
  }
  await page.context().close();
}
await browser.close();
