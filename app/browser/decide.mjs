// node decide.mjs ENTENTE: the assumptions that decide the key figures, as sliders below the chart of
// a desk and of a phone: moved, the figure follows; the link keeps them; each goes back alone, and
// all by one word of the menu.
import { figures, settled, start } from './browser.mjs';

const [, , entente] = process.argv;
const { check, open, end } = await start(entente);

for (const [name, size] of [['desk', { width: 1440, height: 900 }], ['phone', { width: 390, height: 844 }]]) {
  const page = await open('', size);
  await settled(page);
  await page.waitForSelector('.decider input');
  const all = await page.locator('.decider').evaluateAll((x) => x.map((d) => ({ of: d.querySelector('h3').textContent, why: d.querySelector('p').textContent, labels: [...d.querySelectorAll('label')].map((l) => l.textContent) })));
  const titles = await page.locator('.card h3').allTextContents();
  check(`${name}: every slider says which key figure it decides, and by how much`, all.length > 0 && all.every((d) => titles.includes(d.of) && /variance/.test(d.why) && d.labels.length > 0), JSON.stringify(all));
  const slider = page.locator('.decider input').first();
  const id = await slider.getAttribute('id');
  const card = titles.indexOf(all[0].of);
  const read = () => page.locator('.card').nth(card).locator('.now').textContent();
  const [before, first] = [await figures(page), await read()];
  await slider.focus();
  for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowRight');
  await settled(page);
  const moved = await read();
  const value = await slider.inputValue();
  check(`${name}: a slider moves its figure, and says so`, moved !== first && Number(value) > 0 && await page.locator('.decides.changed').count() === 1, `${first} to ${moved}`);
  const figuresMoved = await figures(page);
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.acts button').first().click()]);
  await download.path();
  const hash = await page.evaluate(() => location.hash);
  const again = await open(hash, size);
  await settled(again);
  await again.waitForSelector(`#${id}`);
  check(`${name}: the link keeps it`, (await figures(again)).join() === figuresMoved.join() && await again.locator(`#${id}`).inputValue() === value, await again.locator(`#${id}`).inputValue());
  await again.context().close();
  await slider.focus();
  for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowLeft');
  await settled(page);
  check(`${name}: moved back, every figure is the first one`, (await figures(page)).join() === before.join() && await page.locator('.decides.changed').count() === 0);
  await slider.focus();
  await page.keyboard.press('ArrowLeft');
  await settled(page);
  await page.locator('.acts [aria-controls=more]').click();
  await page.getByRole('button', { name: 'Reset all', exact: true }).click();
  await settled(page);
  check(`${name}: the menu sets all back`, (await figures(page)).join() === before.join() && await slider.inputValue() === '0');
  check(`${name}: no error`, page.broken.length === 0, page.broken.join('; '));
  await page.context().close();
}
await end();
