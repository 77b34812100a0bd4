// Charts drawn as maps: of a question, and of an outcome by state or flashpoint.
import type { Chart } from '../result.ts';
import { drawMap, type StateShape } from '../maps/draw.ts';
import { unitText, value, withUnit } from '../format.ts';
import { ALLIES_OUTSIDE, FLASHPOINT_PLACE } from './allies.ts';
import { billOf, placeName } from './facts.ts';
import type { Judgement } from './desk.ts';
import { REFERENCE } from './needs.ts';
import type { Store } from './store.svelte.ts';
import { brigades, capital, figure, money, pct } from './words.ts';
import { s } from './strings.ts';

export interface MapContext { shapes: () => StateShape[] }

const shade = (part: number): string => `color-mix(in srgb, var(--accent) ${Math.round(12 + 78 * Math.min(1, Math.max(0, part)))}%, var(--paper))`;

interface Swatch { fill: string; words: string; count: string; hatch?: boolean }

function legendOf(swatches: readonly Swatch[]): HTMLElement {
  const list = document.createElement('ul');
  list.className = 'legend';
  for (const x of swatches) {
    const item = document.createElement('li');
    const colour = document.createElement('i');
    colour.className = `s${x.hatch ? ' att' : ''}`;
    if (!x.hatch) colour.style.background = x.fill;
    const name = document.createElement('b');
    name.textContent = x.words;
    const n = document.createElement('span');
    n.textContent = x.count;
    item.append(colour, name, n);
    list.append(item);
  }
  return list;
}

// The same legend inside a picture that leaves the page.
function withLegend(map: SVGSVGElement, swatches: readonly Swatch[]): SVGSVGElement {
  const width = Number(map.getAttribute('width'));
  const height = Number(map.getAttribute('height'));
  const aside = 260;
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('width', String(width + aside));
  svg.setAttribute('height', String(height));
  svg.setAttribute('viewBox', `0 0 ${width + aside} ${height}`);
  swatches.forEach((x, i) => {
    const g = document.createElementNS('http://www.w3.org/2000/svg', 'g');
    g.innerHTML = `<rect x="0" y="${10 + 46 * i}" width="18" height="18" fill="${x.hatch ? 'var(--counter)' : x.fill}"/>`
      + `<text x="28" y="${24 + 46 * i}" font-size="17" font-weight="600" fill="var(--ink)" text-anchor="start"></text><text x="28" y="${43 + 46 * i}" font-size="15" fill="var(--ink-2)" text-anchor="start"></text>`;
    const [a, b] = g.querySelectorAll('text');
    a!.textContent = x.words;
    b!.textContent = x.count;
    svg.append(g);
  });
  map.setAttribute('x', String(aside));
  svg.append(map);
  return svg;
}

// What a question's map shows of an ally, in the reader's unit; null where nothing is known.
export function measure(store: Store, state: string): { x: number; said: string } | null {
  const m = store.model;
  if (store.question === 'cost') {
    const line = billOf(store, true, state);
    if (!line) return null;
    return { x: Math.max(0, (line.share.at(-1)! - line.share0) * 100), said: s.extraSaid(line.cumulative_bn * 1000 < 0.5 ? s.nothing : money(line.cumulative_bn, store.currency)) };
  }
  if (store.question === 'war') {
    const set = store.setting(store.page.levers.find((l) => l.kind === 'states')!);
    return { x: Array.isArray(set) && set.includes(state) ? 1 : 0, said: Array.isArray(set) && set.includes(state) ? s.inForce : s.notInForce };
  }
  if (store.question === 'alone' && state === 'USA') return null; // Europe without the US
  const key = store.question === 'since' ? 'spending.share' : 'capability.be';
  const c = m ? m.column(key, REFERENCE, state) : -1;
  const x = c < 0 ? null : m!.summary(key, c, false);
  if (!x || x.p50 === null) return null;
  return { x: x.p50, said: key === 'spending.share' ? `${pct(x.p50)} ${s.ofGdpIn}` : brigades(x.p50) };
}

function shaded(store: Store, width: number, still: boolean): Element {
  const states = store.allies.map((t) => ({ ...t, of: measure(store, t.state) }));
  const known = states.flatMap((t) => (t.of ? [t.of.x] : []));
  const low = Math.min(...known, store.question === 'cost' || store.question === 'war' ? 0 : Infinity);
  const high = Math.max(...known, low + 1e-9);
  const by = new Map(states.map((t) => [t.state, t]));
  const bins = store.question === 'war' ? 2 : 4;
  const bin = (x: number): number => Math.min(bins - 1, Math.floor(((x - low) / (high - low)) * bins));
  const fill = (x: number): string => (store.question === 'war' ? (x > 0.5 ? shade(0.9) : 'var(--duty0)') : shade(bin(x) / (bins - 1)));
  const edge = (i: number): string => figure(low + ((high - low) * i) / bins);
  const swatches: Swatch[] = store.question === 'war'
    ? [{ fill: shade(0.9), words: s.inForceHead, count: s.statesN(known.filter((x) => x > 0.5).length) }, { fill: 'var(--duty0)', words: s.notInForceHead, count: s.statesN(known.filter((x) => x <= 0.5).length) }]
    : Array.from({ length: bins }, (_, i) => ({ fill: shade(i / (bins - 1)), words: `${edge(i)} ${s.to} ${edge(i + 1)}`, count: s.statesN(known.filter((x) => bin(x) === i).length) }));
  const box = document.createElement('div');
  const map = drawMap(store.shapes(), { width, title: s.mapSubtitle[store.question] ?? s.map, mine: store.country,
    fill: (x) => { const t = by.get(x); return t?.of ? fill(t.of.x) : null; },
    label: (x) => { const t = by.get(x); return t ? `${t.name}: ${t.of?.said ?? s.notRecorded}` : ''; },
    names: [{ state: store.country, text: by.get(store.country)?.name ?? '', inverse: false }],
    ...(still ? {} : { onState: (x: string) => { if (by.has(x)) store.country = x; } }) });
  if (still) { box.append(withLegend(map, swatches)); return box; }
  box.append(legendOf(swatches), map, away(ALLIES_OUTSIDE.flatMap((x) => { const t = by.get(x); return t?.of ? [`${t.name}: ${t.of.said}`] : []; })));
  return box;
}

function away(said: readonly string[]): HTMLElement {
  const p = document.createElement('p');
  p.className = 'away';
  p.textContent = said.length ? `${s.beyondMap}: ${said.join('; ')}. ${s.pickOnMap}` : s.pickOnMap;
  return p;
}

// Levels of obligation by name, the attacked and the attacker apart.
export function owed(store: Store, judged: Judgement | null, width: number, still: boolean): Element {
  const { attacker, victim } = store.event;
  const firm = new Map((judged?.states ?? []).filter((x) => x.firm > 0).map((x) => [x.state, x]));
  const victims = victim.split('|');
  const levels = [...new Set([...firm.values()].map((x) => x.firm))].sort((a, z) => z - a);
  const fill = (level: number): string => `var(--level${Math.min(7, Math.max(1, level))})`;
  const nameOf = (x: string): string => store.worldOf(store.scenarioKey).states.find((t) => t.state === x)?.name ?? x;
  const swatches: Swatch[] = [...levels.map((l) => ({ fill: fill(l), words: capital(store.page.levels[l] ?? ''), count: s.statesN([...firm.values()].filter((x) => x.firm === l).length) })),
    { fill: 'var(--duty0)', words: s.nothingOwed, count: '' }, { fill: 'var(--victim)', words: s.attacked, count: victims.map(nameOf).join(', ') },
    { fill: '', words: s.attackerWord, count: attacker.split('|').map(nameOf).join(', '), hatch: true }];
  const at = store.event.lat && store.event.lon ? [Number(store.event.lon), Number(store.event.lat)] as [number, number] : judged?.at ?? null;
  const view = at && (at[0] < -25 || at[0] > 62 || at[1] < 33) ? 'world' : 'europe';
  const map = drawMap(store.shapes(), { width, view, title: s.owedMap, mark: at, attacker, mine: store.country,
    fill: (x) => (victims.includes(x) ? 'var(--victim)' : firm.has(x) ? fill(firm.get(x)!.firm) : null),
    label: (x) => (victims.includes(x) ? s.isAttacked(nameOf(x)) : x === attacker ? s.isAttacker(nameOf(x)) : firm.has(x) ? `${nameOf(x)}: ${store.page.levels[firm.get(x)!.firm]}` : nameOf(x)),
    ...(view === 'europe' ? { names: [...victims.filter((v) => v !== store.country).map((v) => ({ state: v, text: nameOf(v), inverse: true })), { state: store.country, text: nameOf(store.country), inverse: victims.includes(store.country) || (firm.get(store.country)?.firm ?? 0) >= 4 },
      { state: attacker, text: nameOf(attacker), inverse: false }] } : {}),
    ...(still ? {} : { onPoint: (lon: number, lat: number) => { store.event = { ...store.event, lat: lat.toFixed(3), lon: lon.toFixed(3) }; } }) });
  const box = document.createElement('div');
  if (still) { box.append(withLegend(map, swatches)); return box; }
  box.append(legendOf(swatches), map);
  const outside = ['USA', 'CAN', 'JPN', 'KOR', 'AUS', 'CHN', 'PRK'].filter((x) => firm.has(x));
  const p = document.createElement('p');
  p.className = 'away';
  p.textContent = `${outside.length && view === 'europe' ? `${s.beyondMap}: ${outside.map((x) => `${nameOf(x)}, ${store.page.levels[firm.get(x)!.firm]}`).join('; ')}. ` : ''}${s.crimea}`;
  box.append(p);
  return box;
}

export function mapPicture(store: Store, judged: Judgement | null, width: number, narrow: boolean, still = false): Element {
  if (store.question === 'law') return owed(store, judged, narrow ? width : Math.min(width, 620), still);
  if (store.question === 'two') {
    const m = store.model;
    const columns = m?.columns('combat.taken');
    const places = Array.from({ length: columns?.count ?? 0 }, (_, c) => {
      const index = columns!.index(c).index ?? '';
      const x = m!.summary('combat.taken', c, false);
      const at = FLASHPOINT_PLACE[index];
      return at && x && x.events >= 50 ? [{ at, label: capital(placeName(store, index).replace(/^the /, '')), value: figure(100 * (x.mean ?? 0), 0), fill: 'var(--accent)' }] : [];
    }).flat();
    const box = document.createElement('div');
    box.append(drawMap(store.shapes(), { width, title: s.mapSubtitle['two']!, view: 'world', places }));
    return box;
  }
  return shaded(store, narrow ? width : Math.min(width, 600), still);
}

export function mapOf(c: Chart, width: number, context: MapContext | null): Element {
  const box = document.createElement('div');
  if (!context) return box;
  const own = c.series.find((x) => x.role === 'scenario')?.points ?? [];
  const base = new Map((c.series.find((x) => x.role === 'baseline')?.points ?? []).map((p) => [p.code, p.y]));
  const unit = c.y?.unit ?? '';
  const places = own.flatMap((p) => {
    const at = FLASHPOINT_PLACE[p.code ?? ''];
    return at ? [{ at, label: String(p.x), value: value(p.y, unit), fill: 'var(--accent)' }] : [];
  });
  if (places.length) {
    box.append(drawMap(context.shapes(), { width, title: c.title, view: 'world', places }));
    return box;
  }
  const by = new Map(own.map((p) => [p.code, p]));
  const known = own.map((p) => p.y).filter((y): y is number => typeof y === 'number' && Number.isFinite(y));
  const low = Math.min(0, ...known);
  const high = Math.max(...known, low + 1e-9);
  const part = (y: number): number => (y - low) / (high - low);
  const said = (state: string): string => {
    const p = by.get(state);
    return p ? s.mapSays(String(p.x), withUnit(p.y, unit), value(base.get(state), unit)) : state;
  };
  const steps = [0, 0.25, 0.5, 0.75, 1];
  box.append(legendOf(steps.map((k) => ({ fill: shade(k), words: `${value(low + k * (high - low), unit)} ${unitText(unit)}`, count: '' }))), drawMap(context.shapes(), { width, title: c.title,
    fill: (state) => { const y = by.get(state)?.y; return typeof y === 'number' ? shade(part(y)) : null; }, label: said }));
  return box;
}
