// The large chart of a question as data: what is drawn, its finding, its table, its source.
import { baseLabel, baseName, baseShort, billOf, costFacts, countryName, leverNumber, placeName, sinceFacts, struck, lastYear } from './facts.ts';
import type { World } from './data.ts';
import { MONEY_CHART } from './reportlink.ts';
import { findAlone, findCost, findSince, findTwo, findWar } from './sentences.ts';
import type { Model, Store } from './store.svelte.ts';
import { capital, dateWords, figure, grouped, money, ofHundred, pct, perHead, signed } from './words.ts';
import { s } from './strings.ts';

export interface Band { x: number; p5: number; p25: number; p50: number; p75: number; p95: number }
export interface XY { x: number; y: number }
export interface Mark extends XY { label: string; note?: string }
export interface Tip { x: number; title: string; rows: [string, string][] }
export interface Picture {
  name: string; title: string; subtitle: string; source: string;
  brief?: string; // the subtitle where there is little room
  form: 'fan' | 'lines' | 'rows';
  x: [number, number]; y: [number, number]; ticks: number[]; tick: (v: number) => string; xTicks: number[];
  bands: Band[]; line: XY[]; base: XY[]; baseLabel: string; endLabel: string; baseShort: string; endShort: string; // the short ones on a phone
  observed: XY[]; dots: Mark[]; target: XY[]; targetLabel: string;
  zero: { label: string; above: string; below: string } | null;
  marked: XY | null; strip: { label: string; rows: { name: string; own: boolean; values: { x: number; text: string }[] }[] } | null;
  bars: { name: string; now: number | null; was: number | null; own: boolean }[];
  tips: Tip[]; table: { head: string[]; rows: (string | number)[][] }; unit: string;
}

const blank = { bands: [], line: [], base: [], observed: [], dots: [], target: [], targetLabel: '', zero: null, marked: null, strip: null, bars: [], tips: [], ticks: [], xTicks: [], baseLabel: '', endLabel: '', baseShort: '', endShort: '' };

const every = (from: number, to: number, step: number): number[] => Array.from({ length: Math.floor((to - from) / step + 1e-9) + 1 }, (_, i) => from + i * step);

function bandsOf(m: Model, key: string, base: boolean, index: string, flip = 1): Band[] {
  const columns = m.columns(key);
  const out: Band[] = [];
  for (let c = 0; columns && c < columns.count; c++) {
    const { at = '', index: i = '' } = columns.index(c);
    if (i !== index) continue;
    const x = m.summary(key, c, base);
    if (!x || x.p50 === null || x.p5 === null || x.p25 === null || x.p75 === null || x.p95 === null) continue;
    const q = flip > 0 ? [x.p5, x.p25, x.p50, x.p75, x.p95] : [-x.p95, -x.p75, -x.p50, -x.p25, -x.p5];
    const [p5, p25, p50, p75, p95] = q as [number, number, number, number, number];
    out.push({ x: time(at), p5, p25, p50, p75, p95 });
  }
  return out;
}

const time = (at: string): number => (at.length > 4 ? Number(at.slice(0, 4)) + (Number(at.slice(5, 7)) - 1) / 12 : Number(at));
const medians = (bands: readonly Band[]): XY[] => bands.map((x) => ({ x: x.x, y: x.p50 }));
const short = (v: number): string => figure(v);

function source(m: Model, published: string): string {
  return s.sourceLine(published, s.version(m.page.entente, m.futures));
}

// The axis of shares of GDP: the whole per cent above what the upper band reaches in this scenario
// and for this ally with both targets at the upper ends of their levers (`top`, made with the page).
// It does not move with a lever; only what stands above it, as with a reader's own assumptions, raises it.
const NO_TOP = 12;
const ROOM = 1.03; // 256 futures differ a little from the 1,024 of `top`
export function axisTop(top: number | undefined, shown: readonly number[]): number {
  const fixed = Math.ceil(top === undefined ? NO_TOP : top * ROOM);
  const most = Math.max(0, ...shown.filter(Number.isFinite));
  return most > fixed ? Math.ceil(most) : fixed;
}

function spending(store: Store, m: Model, key: string, index: string, own: string): Omit<Picture, 'name' | 'title' | 'subtitle'> & { past: string } {
  const world: World = store.worldOf(store.scenarioKey);
  const past = store.page.history[own];
  const observed = Object.entries(past?.base ?? {}).map(([x, y]) => ({ x: Number(x), y })).sort((a, z) => a.x - z.x);
  const last = observed.at(-1);
  const later = Object.entries(past?.later ?? {}).map(([x, v]) => ({ x: Number(x), y: v.share, release: v.release })).sort((a, z) => a.x - z.x);
  const bands = bandsOf(m, key, false, index);
  const base = m.untouched ? [] : medians(bandsOf(m, key, true, index));
  const newest = later.at(-1);
  const dots = later.map((d): Mark => ({ x: d.x, y: d.y, label: d === newest ? s.shareIn(pct(d.y), d.x) : '', ...(d === newest ? { note: s.release(d.release) } : {}) }));
  const start = bands[0] ? bands[0].x - 1 : 0;
  const from = later.find((d) => d.x === start)?.y ?? observed.find((d) => d.x === start)?.y;
  const joined = from === undefined || !bands.length ? bands : [{ x: start, p5: from, p25: from, p50: from, p75: from, p95: from }, ...bands];
  const end = bands.at(-1);
  const firstYear = observed[0]?.x ?? world.first_year - 1;
  const lastX = end?.x ?? world.first_year + world.n_years - 1;
  const tips = [...observed.filter((d) => d.x < (joined[0]?.x ?? Infinity)).map((d): Tip => ({ x: d.x, title: String(d.x), rows: [[s.observed, pct(d.y)]] })),
    ...bands.map((x): Tip => ({ x: x.x, title: String(x.x), rows: [[s.nineInTen, s.from90(short(x.p5), short(x.p95))], [s.half, s.from90(short(x.p25), short(x.p75))], [s.medianWord, pct(x.p50)],
      ...base.filter((y) => y.x === x.x).map((y): [string, string] => [s.medianOf(baseName(store)), pct(y.y)]), ...later.filter((y) => y.x === x.x).map((y): [string, string] => [s.release(y.release), pct(y.y)])] }))];
  const high = axisTop(world.tops?.[index], [...bands.map((x) => x.p95), ...observed.map((d) => d.y), ...later.map((d) => d.y)]);
  const ticks = every(0, high, 2);
  return { ...blank, form: 'fan', x: [firstYear, lastX], y: [0, high], ticks, tick: (v) => (v === ticks.at(-1) ? `${v}\u00a0%` : String(v)), xTicks: [firstYear, 2020, 2025, 2030, lastX].filter((x, i, all) => x >= firstYear && all.indexOf(x) === i && (x === firstYear || x === lastX || (x - firstYear > 2 && lastX - x > 1))),
    bands: joined, line: medians(joined), base: base.length && from !== undefined ? [{ x: start, y: from }, ...base.filter((y) => y.x > start)] : base,
    baseLabel: base.length ? `${baseLabel(store)} ${pct(base.at(-1)!.y)}` : '', endLabel: end ? `${s.medianWord} ${pct(end.p50)}` : '',
    baseShort: base.length ? `${baseShort(store)} ${short(base.at(-1)!.y)}` : '', endShort: end ? `${s.medianWord} ${short(end.p50)}` : '',
    observed, dots, tips, past: firstYear < world.first_year ? `${s.observedTo(last?.x ?? 0)}, ${s.simulatedFrom(bands[0]?.x ?? world.first_year)}` : s.simulatedFrom(world.first_year),
    unit: '% of GDP', source: source(m, later.length ? s.natoBoth : s.natoOne),
    table: { head: [s.year, s.observed, s.newer, s.medianWord, '5 %', '25 %', '75 %', '95 %', s.medianOf(baseName(store))],
      rows: every(firstYear, lastX, 1).map((y) => { const b = bands.find((x) => x.x === y); return [y, observed.find((d) => d.x === y)?.y ?? '', later.find((d) => d.x === y)?.y ?? '', b?.p50 ?? '', b?.p5 ?? '', b?.p25 ?? '', b?.p75 ?? '', b?.p95 ?? '', base.find((x) => x.x === y)?.y ?? '']; }) } };
}

// The same chart in money a year: shares times the GDP of each year at central growth, a head where
// that is chosen. What was observed has no GDP here and goes.
function inMoney(store: Store, p: Picture): Picture {
  const line = billOf(store);
  if (!line) return p;
  const first = store.worldOf(store.scenarioKey).first_year;
  const people = store.per === 'head' && line.per_head > 0 ? (line.target_bn * 1e9) / line.per_head : 0;
  const { code, perUsd } = store.currency;
  const of = (x: number, share: number): number => ((share / 100) * (x < first ? line.base_bn / line.share0 : line.gdp[x - first] ?? NaN) * perUsd * (people ? 1e9 / people : 1));
  const text = (v: number): string => (people ? perHead(v / perUsd, store.currency) : money(v / perUsd, store.currency));
  const point = (d: XY): XY => ({ x: d.x, y: of(d.x, d.y) });
  const from = p.bands[0]?.x ?? first;
  const band = (d: Band): Band => ({ x: d.x, p5: of(d.x, d.p5), p25: of(d.x, d.p25), p50: of(d.x, d.p50), p75: of(d.x, d.p75), p95: of(d.x, d.p95) });
  const bands = p.bands.map(band);
  const base = p.base.map(point);
  const ticks = ticksOf(0, of(p.x[1], p.y[1])); // the shares' axis in money, so that it does not jump either
  const end = bands.at(-1);
  const last = base.at(-1);
  return { ...p, name: MONEY_CHART, brief: s.moneySubtitle(countryName(store), code, people > 0), subtitle: s.moneySubtitle(countryName(store), code, people > 0), unit: people ? `${code} a head` : `${code} bn a year`,
    x: [from, p.x[1]], xTicks: every(from, p.x[1], p.x[1] - from > 8 ? 2 : 1), y: [0, ticks.at(-1)!], ticks, tick: (v) => grouped(v),
    bands, line: p.line.map(point), base, target: p.target.map(point), observed: [], dots: [], marked: p.marked ? point(p.marked) : null,
    endLabel: end ? `${s.medianWord} ${short(end.p50)}` : '', endShort: end ? short(end.p50) : '',
    baseLabel: last ? `${baseLabel(store)} ${short(last.y)}` : '', baseShort: last ? `${baseShort(store)} ${short(last.y)}` : '',
    tips: bands.map((d): Tip => ({ x: d.x, title: String(d.x), rows: [[s.nineInTen, s.from90(text(d.p5), text(d.p95))], [s.half, s.from90(text(d.p25), text(d.p75))], [s.medianWord, text(d.p50)],
      ...base.filter((y) => y.x === d.x).map((y): [string, string] => [s.medianOf(baseName(store)), text(y.y)])] })),
    table: { head: [s.year, s.medianWord, '5 %', '25 %', '75 %', '95 %', s.medianOf(baseName(store))],
      rows: bands.map((d) => [d.x, d.p50, d.p5, d.p25, d.p75, d.p95, base.find((y) => y.x === d.x)?.y ?? '']) } };
}

// Round numbers from low to just above high, five to nine of them.
function ticksOf(low: number, high: number): number[] {
  const rough = (high - low) / 6;
  const ten = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((k) => k * ten).find((k) => k >= rough) ?? 10 * ten;
  return every(low, Math.ceil(high / step) * step, step);
}

function cost(store: Store, m: Model): Picture {
  const f = costFacts(store, m);
  const { past, ...p } = spending(store, m, 'spending.share', store.country, store.country);
  const line = billOf(store);
  const world = store.worldOf(store.scenarioKey);
  const target = line ? [{ x: world.first_year - 1, y: line.share0 * 100 }, ...line.share.map((y, i) => ({ x: world.first_year + i, y: y * 100 })).filter((d) => d.x <= p.x[1])] : [];
  const there = p.bands.find((x) => x.x === (f.reach?.year ?? 0));
  const shares: Picture = { ...p, name: 'spending', title: findCost(f), subtitle: s.subtitle(s.defenceOf(countryName(store)), past), brief: s.subtitle(s.defenceOf(countryName(store)), '').trim(), target,
    targetLabel: f.bill ? s.askedBy(pct(f.target), f.year) : '', marked: there ? { x: there.x, y: there.p50 } : null,
    tips: p.tips.map((t) => { const asked = target.find((d) => d.x === t.x && d.x > world.first_year - 1); return asked ? { ...t, rows: [[s.askedFor, pct(asked.y)] as [string, string], ...t.rows] } : t; }) };
  return store.axis === 'money' ? inMoney(store, shares) : shares;
}

function alone(store: Store, m: Model): Picture {
  const bands = bandsOf(m, 'posture.shortfall', false, '', -1);
  const base = m.untouched ? [] : medians(bandsOf(m, 'posture.shortfall', true, '', -1));
  const covered = m.columns('posture.covered');
  const shares = (own: boolean) => Array.from({ length: covered?.count ?? 0 }, (_, c) => ({ x: Number(covered!.index(c).at), k: m.count('posture.covered', c, !own) }))
    .flatMap((d) => (d.k ? [{ x: d.x, text: ofHundred(d.k.k, d.k.n), k: d.k }] : []));
  const own = shares(true);
  const other = m.untouched ? [] : shares(false).filter((d) => own.some((y) => y.x === d.x));
  const end = bands.at(-1);
  const lastX = end?.x ?? lastYear(store);
  const firstX = bands[0]?.x ?? lastX - 10;
  const show = (v: number): string => signed(v, 0);
  return { ...blank, name: 'margin', form: 'fan', title: findAlone(bands.map((x) => ({ year: x.x, median: x.p50 }))), subtitle: s.aloneSubtitle,
    x: [firstX, lastX], y: [-40, 60], ticks: every(-40, 60, 20), tick: (v) => signed(v, 0), xTicks: every(firstX, lastX, 1), bands, line: medians(bands), base,
    baseLabel: base.length ? `${baseLabel(store)} ${show(base.at(-1)!.y)}` : '', endLabel: end ? `${s.medianWord} ${show(end.p50)}` : '',
    baseShort: base.length ? `${baseShort(store)} ${show(base.at(-1)!.y)}` : '', endShort: end ? `${s.medianWord} ${show(end.p50)}` : '',
    zero: { label: s.enough, above: s.spare, below: s.missing }, marked: bands.filter((x) => x.x === 2030).map((x) => ({ x: x.x, y: x.p50 }))[0] ?? null,
    strip: { label: s.enoughOf100, rows: [{ name: s.yours, own: true, values: own }, ...(other.length ? [{ name: baseShort(store), own: false, values: other }] : [])] },
    tips: bands.map((x): Tip => ({ x: x.x, title: String(x.x), rows: [[s.nineInTen, s.from90(show(x.p5), show(x.p95))], [s.half, s.from90(show(x.p25), show(x.p75))], [s.medianWord, show(x.p50)],
      ...base.filter((y) => y.x === x.x).map((y): [string, string] => [s.medianOf(baseName(store)), show(y.y)]), ...own.filter((y) => y.x === x.x).map((y): [string, string] => [s.enoughWord, y.text])] })),
    unit: s.brigadeUnit, source: source(m, s.noHistory),
    table: { head: [s.year, s.medianWord, '5 %', '25 %', '75 %', '95 %', s.medianOf(baseName(store)), s.enoughOf100],
      rows: bands.map((x) => [x.x, x.p50, x.p5, x.p25, x.p75, x.p95, base.find((y) => y.x === x.x)?.y ?? '', own.find((y) => y.x === x.x)?.text ?? '']) } };
}

function war(store: Store, m: Model): Picture {
  const columns = m.columns('settlement.ceasefire');
  const of = (base: boolean) => Array.from({ length: columns?.count ?? 0 }, (_, c) => ({ at: columns!.index(c).at ?? '', x: m.count('settlement.ceasefire', c, base) }))
    .flatMap((d) => (d.x ? [{ at: d.at, x: time(d.at), y: (100 * d.x.k) / d.x.n, k: d.x }] : []));
  const own = of(false);
  const base = m.untouched ? [] : of(true).filter((d) => own.some((y) => y.at === d.at));
  const first = own[0]?.x ?? 2026;
  const last = own.at(-1)?.x ?? 2036;
  const baseAt = (at: string): string | null => { const d = base.find((y) => y.at === at); return d ? ofHundred(d.k.k, d.k.n) : null; };
  return { ...blank, name: 'ceasefire', form: 'lines', title: findWar(own.map((d) => ({ at: d.at, share: d.y / 100 })), dateWords), subtitle: s.warSubtitle,
    x: [first, last], y: [0, 100], ticks: every(0, 100, 20), tick: (v) => (v === 100 ? s.all100 : String(v)), xTicks: every(Math.ceil(first), Math.floor(last), last - first > 8 ? 2 : 1),
    line: own, base, baseLabel: base.length ? `${baseLabel(store)} ${baseAt(own.at(-1)!.at)}` : '', endLabel: own.length ? `${s.yourSetting} ${ofHundred(own.at(-1)!.k.k, own.at(-1)!.k.n)}` : '',
    baseShort: base.length ? `${baseShort(store)} ${baseAt(own.at(-1)!.at)}` : '', endShort: own.length ? `${s.yours} ${ofHundred(own.at(-1)!.k.k, own.at(-1)!.k.n)}` : '',
    zero: null, marked: own.filter((d) => d.y > 50).slice(0, 1)[0] ?? null,
    tips: own.map((d): Tip => ({ x: d.x, title: dateWords(d.at), rows: [[s.yourSetting, `${ofHundred(d.k.k, d.k.n)} ${s.of100short}`], ...(baseAt(d.at) ? [[baseName(store), `${baseAt(d.at)} ${s.of100short}`] as [string, string]] : [])] })),
    unit: s.futuresOf100, source: source(m, s.noHistory),
    table: { head: [s.month, s.yourSetting, ...(base.length ? [baseName(store)] : [])], rows: own.map((d) => [d.at, Math.round(d.y * 10) / 10, ...(base.length ? [Math.round((base.find((y) => y.at === d.at)?.y ?? 0) * 10) / 10] : [])]) } };
}

function since(store: Store, m: Model): Picture {
  const { past, ...p } = spending(store, m, 'spending.europe_canada', '', 'NATO_EUR_CAN');
  const end = p.bands.at(-1);
  const was = p.base.at(-1);
  const at = was && p.bands.find((x) => x.x === was.x);
  const f = sinceFacts(store, m);
  return { ...p, name: 'since', title: at && was ? findSince(f?.was ?? baseName(store), at.p50, was.y, at.x) : findSince(baseName(store), end?.p50 ?? 0, end?.p50 ?? 0, end?.x ?? 0),
    subtitle: s.subtitle(s.defenceOf(s.europeCanada), past), brief: s.subtitle(s.defenceOf(s.europeCanada), '').trim(), marked: p.bands.filter((x) => x.x === 2030).map((x) => ({ x: x.x, y: x.p50 }))[0] ?? null };
}

function two(store: Store, m: Model): Picture {
  const columns = m.columns('combat.taken');
  const forced = struck(store, m).map((x) => x.place);
  const bars = Array.from({ length: columns?.count ?? 0 }, (_, c) => {
    const index = columns!.index(c).index ?? '';
    const x = m.summary('combat.taken', c, false);
    const was = m.summary('combat.taken', c, true);
    const name = placeName(store, index);
    const own = forced.includes(name); // the comparison's attacks there come by chance: not the same futures
    return { name: capital(name), own, now: x && x.events >= 50 ? 100 * (x.mean ?? 0) : null, was: !own && !m.untouched && was && was.events >= 50 ? 100 * (was.mean ?? 0) : null, events: x?.events ?? 0 };
  }).filter((d) => d.now !== null).sort((a, z) => Number(z.own) - Number(a.own) || (z.now ?? 0) - (a.now ?? 0));
  return { ...blank, name: 'taken', form: 'rows', title: findTwo(struck(store, m)), subtitle: s.twoSubtitle, x: [0, 100], y: [0, 1], ticks: every(0, 100, 20), tick: (v) => String(v),
    baseLabel: baseLabel(store), endLabel: s.yourSetting, bars, unit: s.futuresOf100, source: source(m, s.noHistory),
    table: { head: [s.place, s.yourSetting, baseName(store), s.attacks], rows: bars.map((d) => [d.name, round(d.now), round(d.was), grouped(d.events)]) } };
}
const round = (x: number | null): number | string => (x === null ? '' : Math.round(x * 10) / 10);

export function pictureOf(store: Store, m: Model): Picture | null {
  switch (store.question) {
    case 'cost': return leverNumber(store, 'pledge.target_pct_gdp') > 0 ? cost(store, m) : null;
    case 'alone': return alone(store, m);
    case 'war': return war(store, m);
    case 'two': return two(store, m);
    case 'since': return since(store, m);
    default: return null;
  }
}
