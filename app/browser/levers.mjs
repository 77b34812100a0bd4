// node levers.mjs ENTENTE: every lever of the live page, moved to both ends in headless Chromium: it
// moves what is shown or says what it acts on, the answer stays a sentence and the axis where it was.
// Without Chromium it says so and ends with 77.
import { ask, settled, start, unread } from './browser.mjs';

const [, , entente] = process.argv;
const { check, open, end } = await start(entente);

{ // every lever moves something a reader can see, or says what it acts on
  const page = await open();
  await settled(page);
  await ask(page, 'alone');
  await settled(page);
  await page.click('.all');
  const out = await page.evaluate(async () => {
    const seen = () => [...document.querySelectorAll('h1, .cards .card p, .chart svg path, .chart svg text')].map((x) => x.getAttribute('d') ?? x.textContent);
    let caught = () => {};
    const mark = performance.mark.bind(performance);
    performance.mark = (name, options) => { const out = mark(name, options); if (name === 'entente:256') caught(seen()); return out; };
    const picture = () => new Promise((resolve) => { caught = resolve; });
    const silent = [];
    const read = []; // at every stop: the lever, the answer, the key figures, the axis
    const stop = (name) => read.push([name, document.querySelector('h1').textContent, [...document.querySelectorAll('.centre h2, .card .big .now, .card .cn')].map((x) => x.textContent).join(' | '),
      [...document.querySelectorAll('.chart svg text[text-anchor=end]')].map((t) => t.textContent).filter((t) => /^[+−]?\d+(\u00a0%)?$/.test(t)).join(' ')]);
    const elsewhere = [];
    const levers = [...document.querySelectorAll('.drawer [data-lever]')];
    for (const lever of levers) {
      const control = lever.querySelector('input[type=range], input[type=checkbox], .seg [aria-pressed=false], select');
      const name = lever.querySelector('.ln').textContent;
      const was = seen();
      const first = picture();
      if (control.tagName === 'BUTTON' || control.type === 'checkbox') control.click();
      else if (control.tagName === 'SELECT') { control.selectedIndex = (control.selectedIndex + 1) % control.options.length; control.dispatchEvent(new Event('change', { bubbles: true })); }
      else { control.value = Number(control.value) > (Number(control.min) + Number(control.max)) / 2 ? control.min : control.max; control.dispatchEvent(new Event('input', { bubbles: true })); }
      const now = await first;
      const same = now.join('|') === was.join('|');
      const said = () => lever.querySelector('.reach')?.textContent ?? '';
      const until = performance.now() + 60000;
      while (same && !said() && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 50));
      if (said()) elsewhere.push(`${name}: ${said()}`);
      else if (same) silent.push(name);
      stop(name);
      const other = { range: () => { control.value = control.value === control.min ? control.max : control.min; control.dispatchEvent(new Event('input', { bubbles: true })); }, checkbox: () => control.click() }[control.type];
      if (!other || control.disabled) continue;
      const back = picture();
      other();
      await back;
      stop(name);
    }
    return { silent, elsewhere, read, n: levers.length };
  });
  check('every lever moves what is shown or says what it acts on', out.silent.length === 0 && out.n >= 30, `${out.n} levers; silent: ${out.silent.join(', ') || 'none'}; ${out.elsewhere.length} say so`);
  const bad = out.read.flatMap(([name, answer, rest]) => [unread(answer) && `${name}: ${unread(answer)} in "${answer}"`, /NaN|undefined|Infinity|\[object/.exec(rest)?.[0] && `${name}: ${rest}`].filter(Boolean));
  const axes = [...new Set(out.read.map((x) => x[3]))];
  check('at either end of every lever the answer is a sentence, figures are figures and the axis stands', bad.length === 0 && axes.length === 1 && out.read.length > out.n, `${out.read.length} stops; ${axes.join(' / ')}; ${bad.slice(0, 5).join('; ')}`);
  await page.context().close();
}

await end();
