// node leave.mjs ENTENTE [DIR]: what leaves the page is whole. The title of a picture is compared
// by its pixels with the same words drawn alone: what is cut or covered has fewer.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask, settled, start } from './browser.mjs';

const [, , entente, pictures] = process.argv;
const { check, open, end } = await start(entente);
const page = await open('', { width: 1440, height: 900 });
await settled(page);

const take = async (button, where = page.locator('.fig')) => {
  const [download] = await Promise.all([page.waitForEvent('download'), where.getByRole('button', { name: button, exact: true }).click()]);
  return readFileSync(await download.path());
};

// Dark pixels of the title's rows in a picture, and of the title drawn alone in its place.
const inked = (kind, content, lines) => page.evaluate(async ([k, text, rows]) => {
  const image = new Image();
  await new Promise((resolve, reject) => { image.onload = resolve; image.onerror = () => reject(new Error('no picture')); image.src = k === 'png' ? `data:image/png;base64,${text}` : `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`; });
  const canvas = document.createElement('canvas');
  canvas.width = 1200;
  canvas.height = 675;
  const c = canvas.getContext('2d', { willReadFrequently: true });
  c.fillStyle = '#fff';
  c.fillRect(0, 0, 1200, 675);
  c.drawImage(image, 0, 0, 1200, 675);
  const dark = (top, height) => { const d = c.getImageData(0, top, 1200, height).data; let n = 0; let left = 1200; let right = 0; for (let i = 0; i < d.length; i += 4) if (d[i] + d[i + 1] + d[i + 2] < 384) { n++; const x = (i / 4) % 1200; left = Math.min(left, x); right = Math.max(right, x); } return { n, left, right }; };
  const seen = rows.map((r) => dark(r.y - 30, 40));
  c.fillStyle = '#fff';
  c.fillRect(0, 0, 1200, 675);
  c.fillStyle = '#1b1b1b';
  c.font = '650 34px -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
  const want = rows.map((r) => { c.fillRect(0, 0, 0, 0); c.fillText(r.text, 32, r.y); return dark(r.y - 30, 40); });
  return { size: [image.naturalWidth, image.naturalHeight], seen, want };
}, [kind, content, lines]);

const whole = ({ seen, want }) => seen.length > 0 && seen.every((x, i) => x.left >= 30 && x.left <= 40 && Math.abs(x.right - want[i].right) <= 6 && Math.abs(x.n - want[i].n) <= 0.06 * want[i].n);
const shown = ({ seen, want }) => seen.map((x, i) => `${x.n} of ${want[i].n} dark, ${x.left} to ${x.right} of ${want[i].right}`).join('; ');
const parse = (svg) => page.evaluate((text) => {
  const d = new DOMParser().parseFromString(text, 'image/svg+xml');
  return d.querySelector('parsererror') ? null : { texts: [...d.querySelectorAll('text')].map((t) => t.textContent), title: [...d.documentElement.children].filter((x) => x.tagName === 'text' && x.getAttribute('font-size') === '34').map((t) => ({ text: t.textContent, y: Number(t.getAttribute('y')) })) };
}, svg);

for (const [question, view] of [['cost', 'chart'], ['alone', 'chart'], ['war', 'chart'], ['two', 'chart'], ['cost', 'map'], ['law', 'map']]) {
  await ask(page, question);
  await settled(page);
  await page.click(`[data-view=${view}]`);
  await page.waitForTimeout(300);
  const heading = await page.locator('.centre h2').textContent();
  const svg = (await take('SVG')).toString();
  const read = await parse(svg);
  check(`${question}, ${view}: SVG parses, 1200 x 675, no variable left, the finding as title`, read && read.title.map((t) => t.text).join(' ') === heading && !svg.includes('var(--') && /^<svg[^>]* width="1200" height="675"/.test(svg), heading);
  if (!read) continue;
  const asSvg = await inked('svg', svg, read.title);
  check(`${question}, ${view}: SVG, title readable whole`, whole(asSvg), shown(asSvg));
  const png = await take('Picture');
  const asPng = await inked('png', png.toString('base64'), read.title);
  check(`${question}, ${view}: PNG of 1200 x 675, title readable whole`, asPng.size.join() === '1200,675' && whole(asPng), shown(asPng));
  const all = read.texts.join(' ');
  check(`${question}, ${view}: source, version and settings inside`, /Source/.test(all) && /Entente/.test(all) && (question === 'law' ? /Attacker/.test(all) : /Scenario: .*Compared with/.test(all)));
  await page.locator('.fig').getByRole('button', { name: 'Embed', exact: true }).click();
  const embed = await page.locator('.embed textarea').inputValue();
  const inner = /<svg.*<\/svg>/s.exec(embed)?.[0].replace('width="100%"', 'width="1200" height="675"') ?? '';
  const asEmbed = await inked('svg', inner, read.title);
  check(`${question}, ${view}: embed, title readable whole; settings in words, no script`, whole(asEmbed) && embed.startsWith('<figure') && /<figcaption/.test(embed) && !/<script|src=/.test(embed), shown(asEmbed));
  await page.locator('.fig').getByRole('button', { name: 'Embed', exact: true }).click();
  if (pictures) writeFileSync(join(pictures, `leave-${question}-${view}.png`), png);
}

await ask(page, 'cost');
await settled(page);
const csv = (await take('Data')).toString().trim().split('\r\n');
check('data: unit, source and settings in every row', csv[0].endsWith('unit,source,settings') && csv.length > 20 && csv.slice(1).every((r) => /% of GDP/.test(r) && /Source/.test(r) && /Scenario/.test(r)), csv[1]?.slice(0, 90));
const story = (await take('Story')).toString();
check('story: finding, picture, up to three sentences, caveat, source', /<h1>Germany/.test(story) && /<svg/.test(story) && (story.match(/<p>/g) ?? []).length >= 4 && /not a forecast/.test(story) && /Source/.test(story) && !/NaN|undefined/.test(story));
await page.locator('#tab-cost').scrollIntoViewIfNeeded();
await page.locator('.drawn-here svg').first().waitFor();
const below = page.locator('.drawn-here:has(svg)').first();
const small = (await take('SVG', below)).toString();
const readSmall = await parse(small);
check('a chart beneath: title readable whole too', readSmall && whole(await inked('svg', small, readSmall.title)));
// A country's page: one sheet of A4 that says what it costs, what the country owes, and how far to trust it.
await page.locator('.country').selectOption('POL');
await settled(page);
await page.click('.acts [aria-controls=more]');
await page.getByRole('button', { name: 'A page on Poland, to print' }).click();
const sheet = await page.locator('.country-page').innerText();
check('a country’s page: cost, duties, security, three caveats', /What it would cost Poland/.test(sheet) && /What Poland would owe/.test(sheet) && await page.locator('.country-page tbody tr').count() >= 4
  && await page.locator('.country-page dt').count() >= 2 && await page.locator('.country-page li').count() === 3 && !/NaN|undefined|null|\b[a-z]+\.[a-z]+_/.test(sheet), sheet.slice(0, 120).replaceAll('\n', ' '));
const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
check('a country’s page prints on one sheet', (pdf.match(/\/Type \/Page\b/g) ?? []).length === 1);
await page.locator('.country-page').getByRole('button', { name: 'Close' }).click();
check('no error, no request', page.broken.length + page.asked.length === 0, [...page.broken, ...page.asked].join('; '));
await end();
