// node drag.mjs ENTENTE [SECONDS]: random dragging. Every figure shown says of which move of the
// reader it is: while dragging no figure goes back to an older move, those side by side are of one
// move, and at rest they are of the last one. Some are compared with the same setting opened anew.
import { settled, start, strip } from './browser.mjs';

const [, , entente, seconds = process.env.ENTENTE_DRAG_SECONDS ?? '8'] = process.argv;
const { check, open, end } = await start(entente);

// What stands on the page whenever a picture is done: by move and number of futures.
const watch = () => {
  const seen = window.seen = {};
  const wrong = window.wrong = [];
  const mark = performance.mark.bind(performance);
  let last = -1;
  const say = (what) => { if (wrong.length < 20) wrong.push(what); };
  const look = () => {
    const card = document.querySelector('.strip');
    if (!card) return;
    const move = Number(card.dataset.move);
    const made = window.made ?? 0;
    if (move < last) say(`the strip went back from move ${last} to ${move}`);
    if (move > made) say(`the strip shows move ${move} of ${made}`);
    last = move;
    const busy = document.querySelector('.count.busy');
    if (!busy && move >= 0 && move !== made) say(`at rest the strip shows move ${move} of ${made}`);
    for (const place of document.querySelectorAll('.pane .place[data-move]'))
      if (Number(place.dataset.move) !== move) say(`a chart shows move ${place.dataset.move}, the strip ${move}`);
    for (const row of document.querySelectorAll('.claims tbody tr:not(:has(.v-computing))')) {
      const own = Number(row.dataset.move);
      if (own !== move && own !== made) say(`a claim shows move ${own}, the strip ${move} of ${made}`);
    }
  };
  performance.mark = (name, options) => {
    const out = mark(name, options);
    if (!name.startsWith('entente:')) return out;
    look();
    const card = document.querySelector('.strip');
    const key = `${card.dataset.move}|${card.dataset.futures}`;
    const text = [...card.querySelectorAll('.card p')].map((p) => p.textContent).join(' | ');
    if (seen[key] !== undefined && seen[key] !== text) say(`move ${key} showed other figures before`);
    seen[key] = text;
    return out;
  };
  const frame = () => { look(); requestAnimationFrame(frame); };
  requestAnimationFrame(frame);
};

const page = await open('', undefined, undefined, watch);
await settled(page);
const moves = await page.evaluate(async (wanted) => {
  const sliders = [...document.querySelectorAll('.levers input[type=range]')];
  const until = performance.now() + 1000 * wanted;
  const moves = [];
  const rest = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  while (performance.now() < until || moves.length < 40) {
    const slider = sliders[Math.floor(Math.random() * sliders.length)];
    slider.value = String(Number(slider.min) + Math.random() * (Number(slider.max) - Number(slider.min)));
    window.made = moves.push([slider.id.replace('lever-', '').replace('-', '.'), slider.valueAsNumber]);
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    const chance = Math.random();
    await rest(chance < 0.05 ? 400 : 25);
    // Now and then the hand rests until its move is on show.
    if (chance > 0.95) while (document.querySelector('.strip').dataset.move !== String(window.made)) await rest(10);
  }
  return moves;
}, Number(seconds));
await settled(page);
const { seen, wrong } = await page.evaluate(() => ({ seen: window.seen, wrong: window.wrong }));
check(`no stale figure in ${seconds} s of dragging`, wrong.length === 0 && page.broken.length === 0, `${moves.length} moves, ${Object.keys(seen).length} pictures; ${[...wrong, ...page.broken].join('; ')}`);
check('the last move is on show', await page.locator('.strip').getAttribute('data-move') === String(moves.length));

// A setting opened anew from a link shows what was shown while dragging.
await page.getByRole('button', { name: 'Share', exact: true }).click();
const shared = JSON.parse(Buffer.from((await page.evaluate(() => location.hash)).slice(3), 'base64url').toString());
const shown = Object.keys(seen).map((k) => k.split('|').map(Number)).filter(([move]) => move > 0);
const some = new Set([0.1, 0.3, 0.5, 0.7, 0.9].map((p) => shown[Math.floor(p * shown.length)].join('|')));
some.add(`${moves.length}|16384`);
for (const [move, futures] of [...some].map((x) => x.split('|').map(Number))) {
  const levers = Object.fromEntries(moves.slice(0, move));
  const fresh = await open(`#s=${Buffer.from(JSON.stringify({ ...shared, levers })).toString('base64url')}`, undefined, undefined, watch);
  await fresh.waitForFunction((n) => Object.keys(window.seen).some((k) => k.endsWith(`|${n}`)), futures);
  const there = await fresh.evaluate((n) => Object.entries(window.seen).find(([k]) => k.endsWith(`|${n}`))[1], futures);
  check(`move ${move} of ${moves.length} with ${futures} futures: as the same setting opened anew`, there === seen[`${move}|${futures}`] && there.length > 20, there.slice(0, 60));
  if (futures === 16384) {
    await settled(fresh);
    const drawn = (p) => p.$$eval('.pane [data-part]', (all) => all.length);
    check('the charts too', await drawn(page) === await drawn(fresh) && (await strip(page)).join() === (await strip(fresh)).join());
  }
  await fresh.context().close();
}
await end();
