// What leaves the page: pictures, tables, an embed, a story, a link or a settings file. Each is
// whole: finding, what it shows, unit, settings that differ, source, version, link to the state.
import type { Store } from './store.svelte.ts';
import { csv } from '../charts/download.ts';
import { scenarioYaml } from './yaml.ts';
import { showValue, inYear } from './levers.ts';
import { baseName } from './facts.ts';
import { s } from './strings.ts';

// A link that others can open: only where the page itself lies at an address. From a file, none.
export function shareLink(store: Store): string {
  return /^https?:$/.test(location.protocol) && !/^(localhost|127\.|\[::1\])/.test(location.host) ? `${location.href.replace(/#.*$/, '')}#${store.link()}` : '';
}

// For a picture: the page's address, or its file's name alone, with what it stands at in words. It
// opens the same figure in any copy of the page.
export const pictureLink = (store: Store, chart: string): string => `${shareLink(store) ? location.href.replace(/#.*$/, '') : location.pathname.split('/').at(-1) || s.pageFile}#${store.readable(chart)}`;

// A scenario file that the program runs; the page reads its first line, which holds the whole state.
export const settingsFile = (store: Store): string => `# page: ${store.link()}\n${scenarioYaml(store)}`;

export function settingsText(store: Store): string {
  const own = Object.entries(store.levers).flatMap(([key, x]) => {
    const lever = store.page.levers.find((l) => l.key === key);
    if (!lever) return [];
    const said = Array.isArray(x) ? x.join(', ') || s.none : lever.kind === 'choice' ? lever.choices[Number(x)] ?? '' : showValue(lever, inYear(lever, x, 9999), store.page);
    return [`${lever.label}: ${said}`];
  });
  const beliefs = Object.keys(store.priors).length;
  const all = [...own, ...(beliefs ? [s.ownAssumptions(beliefs)] : [])];
  return `${s.scenario}: ${store.scenario.name}${all.length ? `, ${s.with} ${all.join('; ')}` : ''}. ${s.comparedWith} ${baseName(store)}.`;
}

// `link` is empty where nobody else can open it; `written` stands in the picture.
export interface Leaving { name: string; title: string; subtitle: string; source: string; settings: string; link: string; written: string }

const WIDTH = 1200;
const HEIGHT = 675;
const escape = (t: string): string => t.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&#34;');
const FONT = 'font-family="-apple-system, BlinkMacSystemFont, Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif"';

const FAMILY = '-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
let ruler: CanvasRenderingContext2D | null | undefined;

// How wide a text is: in the font of this machine, and never less than in a common system font, in
// which the picture may be looked at elsewhere.
function widthOf(text: string, size: number, weight: number): number {
  if (typeof document !== 'undefined') ruler ??= document.createElement('canvas').getContext('2d');
  const usual = text.length * size * 0.53;
  if (!ruler) return usual;
  ruler.font = `${weight} ${size}px ${FAMILY}`;
  return Math.max(usual, ruler.measureText(text).width);
}

// Breaks a text into lines of a given width; what does not fit into the last one is cut with a mark.
export function wrapped(text: string, size: number, width: number, lines: number, weight = 400): string[] {
  const fits = (t: string): boolean => widthOf(t, size, weight) <= width;
  const out: string[] = [''];
  for (const word of text.split(' ')) {
    const at = out.length - 1;
    if (out[at] && !fits(`${out[at]} ${word}`) && out.length < lines) out.push(word);
    else out[at] = out[at] ? `${out[at]} ${word}` : word;
  }
  let last = out.at(-1)!;
  if (fits(last)) return out;
  while (last.length > 1 && !fits(`${last}…`)) last = last.slice(0, -1);
  return [...out.slice(0, -1), `${last.trimEnd()}…`];
}

// A link has no blanks to break at: it goes on in the next line, and is whole.
function broken(text: string, size: number, width: number): string[] {
  const out: string[] = [];
  for (let rest = text; rest;) {
    let n = rest.length;
    while (n > 1 && widthOf(rest.slice(0, n), size, 400) > width) n--;
    out.push(rest.slice(0, n));
    rest = rest.slice(n);
  }
  return out;
}

// Variables of the page become the colours that they stand for, in light: pictures go onto paper.
function resolved(text: string): string {
  const probe = document.createElement('div');
  probe.className = 'light-tokens';
  document.body.append(probe);
  const style = getComputedStyle(probe);
  const ink = style.getPropertyValue('--ink').trim();
  const value = (name: string): string => style.getPropertyValue(name).trim() || 'gray';
  const out = text.replace(/color-mix\(in srgb, var\((--[a-z0-9-]+)\) (\d+)%, var\((--[a-z0-9-]+)\)\)/g, (_, a: string, part: string, b: string) => mixed(value(a), value(b), Number(part) / 100))
    .replace(/var\((--[a-z0-9-]+)\)/g, (_, name: string) => value(name)).replaceAll('currentColor', ink).replaceAll('font-family="inherit"', FONT).replaceAll('font-family: inherit', 'font-family: sans-serif');
  probe.remove();
  return out;
}

function mixed(a: string, b: string, part: number): string {
  const rgb = (hex: string): number[] => { const h = hex.replace('#', ''); const long = h.length === 3 ? [...h].map((c) => c + c).join('') : h; return [0, 2, 4].map((i) => parseInt(long.slice(i, i + 2), 16)); };
  const [x, y] = [rgb(a), rgb(b)];
  return `#${x.map((v, i) => Math.round(v * part + y[i]! * (1 - part)).toString(16).padStart(2, '0')).join('')}`;
}

// The drawing in a frame of 1200 x 675: title, subtitle, source and settings are its own text, in
// groups that inherit nothing from the drawing.
export function framed(drawing: SVGSVGElement, of: Leaving): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const w = Number(copy.getAttribute('width')) || WIDTH;
  const h = Number(copy.getAttribute('height')) || HEIGHT;
  for (const part of copy.querySelectorAll('[data-part="tip"], [aria-live], title')) part.remove();
  copy.removeAttribute('style');
  copy.removeAttribute('class');
  copy.setAttribute('viewBox', copy.getAttribute('viewBox') ?? `0 0 ${w} ${h}`);
  const title = wrapped(of.title, 34, WIDTH - 64, 3, 650);
  const subtitle = wrapped(of.subtitle, 18, WIDTH - 64, 3);
  const foot = [...wrapped(of.source, 14, WIDTH - 64, 3), ...wrapped(of.settings, 14, WIDTH - 64, 3), ...broken(`${s.link}: ${of.written}`, 14, WIDTH - 64)];
  const top = 28 + 40 * title.length + 24 * subtitle.length + 12;
  const room = HEIGHT - top - 18 * foot.length - 34;
  const scale = Math.min((WIDTH - 64) / w, room / h);
  copy.setAttribute('x', String(32 + (WIDTH - 64 - w * scale) / 2));
  copy.setAttribute('y', String(top));
  copy.setAttribute('width', String(w * scale));
  copy.setAttribute('height', String(h * scale));
  const row = (lines: string[], first: number, step: number, look: string): string =>
    lines.map((t, i) => `<text x="32" y="${first + step * i}" text-anchor="start" ${look}>${escape(t)}</text>`).join('');
  return resolved(`<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escape(of.title)}" ${FONT}>`
    + `<rect width="${WIDTH}" height="${HEIGHT}" fill="var(--paper)"/>`
    + row(title, 54, 40, 'font-size="34" font-weight="650" fill="var(--ink)"')
    + row(subtitle, 54 + 40 * title.length - 8, 24, 'font-size="18" fill="var(--ink-2)"')
    + new XMLSerializer().serializeToString(copy).replaceAll(/ (class|data-[a-z0-9-]+)="[^"]*"/g, '')
    + `<line x1="32" x2="${WIDTH - 32}" y1="${HEIGHT - 18 * foot.length - 22}" y2="${HEIGHT - 18 * foot.length - 22}" stroke="var(--rule)"/>`
    + row(foot, HEIGHT - 18 * foot.length - 2, 18, 'font-size="14" fill="var(--ink-2)"') + '</svg>');
}

export async function pngOf(svg: string): Promise<Blob | null> {
  const image = new Image();
  await new Promise<void>((done, fail) => {
    image.onload = () => done();
    image.onerror = () => fail(new Error(s.noPicture));
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  });
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  canvas.getContext('2d')?.drawImage(image, 0, 0, WIDTH, HEIGHT);
  return new Promise((done) => canvas.toBlob(done, 'image/png'));
}

// For another page: the picture, its settings in words and the way back to the live state; no script.
export function embed(svg: string, of: Leaving): string {
  const picture = of.link ? `<a href="${escape(of.link)}">${svg}</a>` : svg;
  const way = of.link ? `<a href="${escape(of.link)}">${s.openLive}</a>` : s.openLocally;
  return `<figure style="margin:0;max-width:1200px">${picture.replace(/width="1200" height="675"/, 'width="100%"')}<figcaption style="font:14px/1.4 sans-serif">${escape(of.settings)} ${way}</figcaption></figure>`;
}

// Every row of the table says its unit, its source and how to come back to it.
export function tableCsv(table: { head: string[]; rows: (string | number)[][] }, unit: string, of: Leaving): string {
  return csv([[...table.head, ...s.csvHeads], ...table.rows.map((r) => [...r.map(String), unit, of.source, of.settings, of.link || of.written])]);
}

// Finding, picture, three sentences, caveat, source and link, as a page of its own.
export function story(svg: string, of: Leaving, sentences: string[]): string {
  const way = of.link ? `<p><a href="${escape(of.link)}">${s.openLive}</a></p>` : `<p>${escape(s.openLocally)}</p>`;
  return `<!doctype html><html lang="en-GB"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(of.title)}</title>`
    + '<style>body{font:18px/1.5 system-ui,sans-serif;max-width:760px;margin:32px auto;padding:0 16px;color:#1b1b1b}h1{font-size:30px;line-height:1.2}svg{width:100%;height:auto}.s{font-size:14px;color:#5a5853;overflow-wrap:anywhere}</style>'
    + `<h1>${escape(of.title)}</h1>${svg}${sentences.slice(0, 3).map((t) => `<p>${escape(t)}</p>`).join('')}<p>${escape(s.caveat)}</p><p class="s">${escape(of.source)} ${escape(of.settings)} ${s.link}: ${escape(of.written)}</p>${way}</html>`;
}
