// node tour.mjs ENTENTE [DIR]: the guided tour from its first step to its last, on a desk and on
// phones. At each step its box stands whole in the window, the part it names is in view, marked and
// not hidden behind the box, and the text is a sentence. Escape ends it, and nothing stays marked.
import { join } from 'node:path';
import { settled, start, unread } from './browser.mjs';

const [, , entente, pictures] = process.argv;
const { check, open, end } = await start(entente);

const looked = () => {
  const box = document.querySelector('.tour').getBoundingClientRect();
  const part = document.querySelector('.toured');
  const p = part?.getBoundingClientRect();
  const [title, ...rest] = [...document.querySelector('.tour p').childNodes].map((x) => x.textContent.trim()).filter(Boolean);
  const seen = p ? Math.max(0, Math.min(p.bottom, innerHeight) - Math.max(p.top, 0)) : 0;
  const over = p ? Math.max(0, Math.min(p.bottom, box.bottom) - Math.max(p.top, box.top)) * (Math.min(p.right, box.right) > Math.max(p.left, box.left) ? 1 : 0) : 0;
  return { title, text: rest.join(' '), step: document.querySelector('.tour .acts span').textContent,
    box: box.left >= 0 && box.right <= innerWidth + 1 && box.top >= 0 && box.bottom <= innerHeight + 1,
    part: part ? (part.className || part.tagName).toString().slice(0, 30) : '', shown: p && p.height > 0 ? (seen - over) / Math.min(p.height, innerHeight - box.height) : 0 };
};

for (const [name, size] of [['desk', { width: 1440, height: 900 }], ['phone', { width: 390, height: 844 }], ['small phone', { width: 360, height: 640 }]]) {
  const page = await open('', size);
  await page.emulateMedia({ reducedMotion: 'reduce' }); // each step stands still at once
  await settled(page);
  await page.click('.acts [aria-controls=more]');
  await page.getByRole('button', { name: 'Tour in 90 seconds' }).click();
  await page.waitForSelector('.tour');
  const wrong = [];
  let words = 0;
  for (let n = 1; ; n++) {
    await settled(page);
    const at = await page.evaluate(looked);
    words += `${at.title} ${at.text}`.split(/\s+/).length;
    const bad = [...(at.box ? [] : ['the box is cut']), ...(at.part ? [] : ['no part is marked']), ...(at.shown >= 0.25 ? [] : [`${at.part} is hidden (${(100 * at.shown).toFixed(0)} % in view)`]), ...[at.title, at.text].map(unread).filter(Boolean)];
    if (bad.length) wrong.push(`step ${at.step} "${at.title}": ${bad.join(', ')}`);
    if (pictures) await page.screenshot({ path: join(pictures, `tour-${name.replace(' ', '-')}-${n}.png`) });
    const next = page.locator('.tour').getByRole('button', { name: 'Next' });
    if (await next.count() === 0) break;
    await next.click();
  }
  check(`${name}: every step of the tour shows what it names`, wrong.length === 0, wrong.join('; '));
  check(`${name}: read in ninety seconds (200 words a minute, and two seconds a step)`, words / (200 / 60) + 2 * 8 <= 90, `${words} words`);
  await page.keyboard.press('Escape');
  check(`${name}: Escape ends it, nothing stays marked, no error`, await page.locator('.tour, .toured').count() === 0 && page.broken.length === 0, page.broken.join('; '));
  await page.context().close();
}
await end();
