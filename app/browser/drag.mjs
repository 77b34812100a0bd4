// node drag.mjs ENTENTE [SECONDS]: random dragging. Every figure shown says of which move of the
// reader it is: while dragging no figure goes back to an older move, those side by side are of one
// move, and at rest they are of the last one. At rest the page shows what the same setting opened
// anew shows.
import { figures, settled, start } from './browser.mjs';

const [, , entente, seconds = process.env.ENTENTE_DRAG_SECONDS ?? '8'] = process.argv;
const { check, open, end } = await start(entente);

const watch = () => {
  const wrong = window.wrong = [];
  const mark = performance.mark.bind(performance);
  let last = -1;
  window.pictures = 0;
  const say = (what) => { if (wrong.length < 20) wrong.push(what); };
  const look = () => {
    const cards = document.querySelector('.cards');
    if (!cards) return;
    const move = Number(cards.dataset.move);
    const made = window.made ?? 0;
    if (move < last) say(`the figures went back from move ${last} to ${move}`);
    if (move > made) say(`the figures show move ${move} of ${made}`);
    last = move;
    if (!document.querySelector('main[data-busy]') && move >= 0 && move !== made) say(`at rest the figures show move ${move} of ${made}`);
    for (const part of document.querySelectorAll('h1[data-move], .fig[data-move]'))
      if (Number(part.dataset.move) !== move) say(`${part.tagName} shows move ${part.dataset.move}, the figures ${move}`);
  };
  performance.mark = (name, options) => {
    const out = mark(name, options);
    if (name.startsWith('entente:')) { window.pictures++; look(); }
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
    if (chance > 0.95) while (document.querySelector('.cards').dataset.move !== String(window.made)) await rest(10);
  }
  return moves;
}, Number(seconds));
await settled(page);
const { pictures, wrong } = await page.evaluate(() => ({ pictures: window.pictures, wrong: window.wrong }));
check(`no stale figure in ${seconds} s of dragging`, wrong.length === 0 && page.broken.length === 0, `${moves.length} moves, ${pictures} pictures; ${[...wrong, ...page.broken].join('; ')}`);
check('the last move is on show', await page.locator('.cards').getAttribute('data-move') === String(moves.length));

const drawn = (p) => p.$$eval('.chart [data-part]', (all) => all.map((x) => x.getAttribute('d')).join());
await page.getByRole('button', { name: 'Share', exact: true }).click();
const fresh = await open(await page.evaluate(() => location.hash));
await settled(fresh);
check('the same setting opened anew: the same answer, figures and chart', (await figures(page)).join() === (await figures(fresh)).join() && await drawn(page) === await drawn(fresh), (await figures(fresh))[0]);
await fresh.context().close();
await end();
