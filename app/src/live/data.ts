// What the program puts into the page: registers, scenarios, worlds. One JSON text.
import { s } from './strings.ts';

export type Shape =
  | 'scalar' | 'year' | 'month' | 'flashpoint' | 'year x state' | 'year x flashpoint'
  | 'flashpoint x side' | 'month x side' | 'month x zone';

export interface Lever {
  key: string; id: number; label: string; group: string; unit: string;
  kind: 'number' | 'year' | 'yearly' | 'switch' | 'choice' | 'states';
  min: number | null; max: number | null; step: number | null; value: number | null;
  choices: string[]; help: string; source: string;
  title: string; unit_words: string; low_end: string; high_end: string;
}
export interface Assumption {
  key: string; id: number; label: string; group: string; unit: string; basis: string; source: string;
  distribution: string; parameters: number[]; names: string; central: number | null;
  low?: number | null; high?: number | null; // ends of its domain
  unit_words: string; help: string;
}
export interface Outcome {
  key: string; id: number; label: string; group: string; unit: string; shape: string;
  better: 'high' | 'low' | 'neutral'; log: boolean;
  title: string; unit_words: string; help: string; tested_by: string; // family of the scorecard, or ''
  decided_by: string; // assumptions that take part in more than a third of its variance: keys with blanks between, KEY[PLACE] at one flashpoint alone
}
// Published shares of GDP: of the base release, and of later ones with their names.
export interface History { base: Record<string, number>; later: Record<string, { share: number; release: string }> }
export interface Source { key: string; publisher: string; title: string; date: string }
export interface Claim {
  says: string; shows: string; outcome: string; indices: string[]; at: string; holds: string;
  against: string; combine: string; kind: '' | 'account' | 'obligation' | 'futures'; section: string; note: string; row: number;
  by_construction?: string; // why it cannot fail
  sentence?: string; // with slots for figures: docs/formats.md
  missing_holds?: boolean; // futures without a value count as true; else as not true
  levers?: Record<string, string>; // compared with the scenario with these settings
  value?: number; unit?: string; // an account or an obligation that no lever of the page moves
}
// A number, a number by year, or a list of states.
export type Setting = number | Record<string, number> | string[];
export interface Scenario {
  key: string; base: string; name: string; about: string; start: string; horizon: string;
  policy: string; label: string; short_label: string; // what it is called in a sentence, on a chart, on a phone; '' for the name
  reasons: Record<string, string>; // by lever: why it is set so
  levers: Record<string, Setting>; claims: Claim[]; events: Record<string, string>[];
}
export interface World {
  key: string; bytes: number; packed: string; differs: boolean; // packed as what differs from the first world
  first_year: number; n_years: number; first_month: number; n_months: number;
  states: { state: string; name: string; ally?: boolean }[]; flashpoints: { key: string; label: string; in_sentence: string }[];
  tops?: Record<string, number>; // by ally, '' for Europe and Canada: where the axis of spending has to reach
}
// One line of how far to trust the model: data/scorecard.csv.
export interface Score {
  part: 'hindcast' | 'record' | 'benchmark'; family: string; verdict: 'worse' | 'better' | 'level' | 'miss' | 'hit' | 'outside' | 'wide' | 'inside';
  says: string; figure: string; skill: number | null; n: number; source: string;
}
// Words of data/examples.csv and data/background.csv.
export interface Example { lever: string; value: string; name: string; says: string }
export interface PageData {
  schema: 'entente-page'; version: 1; entente: string; engine: string;
  levers: Lever[]; assumptions: Assumption[]; outcomes: Outcome[]; sources: Source[];
  scenarios: Scenario[]; worlds: World[];
  history: Record<string, History>; // by state, and NATO_EUR_CAN
  money: Record<string, { currency: string; per_usd: number }>; // by state, and '' for the euro
  levels: string[]; // of obligation, in words
  scorecard: Score[]; // misses first in each part
  examples: Example[]; // of levers
  background: { question: string; says: string }[]; // what was said and agreed before a question
}

export class PageProblem extends Error {}

export function readData(text: string | null | undefined): PageData {
  if (!text?.trim()) throw new PageProblem(s.noData);
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new PageProblem(s.dataDamaged);
  }
  const page = data as PageData;
  if (page.schema !== 'entente-page' || page.version !== 1)
    throw new PageProblem(s.dataVersion);
  page.scorecard ??= [];
  page.examples ??= [];
  page.background ??= [];
  return page;
}

// Newer browsers decode it themselves, many times as fast.
const decode = (Uint8Array as { fromBase64?: (text: string) => Uint8Array<ArrayBuffer> }).fromBase64;

export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  if (decode) return decode.call(Uint8Array, text);
  const plain = atob(text);
  const bytes = new Uint8Array(plain.length);
  for (let i = 0; i < plain.length; i++) bytes[i] = plain.charCodeAt(i);
  return bytes;
}

function reader(packed: string): { count: () => number; take: (n: number) => Uint8Array; more: () => boolean } {
  const raw = fromBase64(packed);
  let at = 0;
  return {
    more: () => at < raw.length,
    count: () => {
      let n = 0;
      for (let shift = 0; ; shift += 7) {
        const b = raw[at++];
        if (b === undefined || shift > 28) throw new PageProblem(s.worldDamaged);
        n += (b & 127) * 2 ** shift;
        if (b < 128) return n;
      }
    },
    take: (n) => {
      if (at + n > raw.length) throw new PageProblem(s.worldDamaged);
      at += n;
      return raw.subarray(at - n, at);
    },
  };
}

// A count of bytes, those bytes, a count of bytes to copy, and where from: how far back, or, in
// a world that differs from `first`, their place in `first`. See src/report/live_pack.h.
export function unpack(packed: string, bytes: number, first?: Uint8Array): Uint8Array<ArrayBuffer> {
  const from = reader(packed);
  const out = new Uint8Array(bytes);
  let to = 0;
  const put = (part: Uint8Array): void => {
    if (to + part.length > bytes) throw new PageProblem(s.worldDamaged);
    out.set(part, to);
    to += part.length;
  };
  while (from.more()) {
    put(from.take(from.count()));
    const n = from.count();
    const place = from.count();
    if (first) {
      if (place + n > first.length) throw new PageProblem(s.worldDamaged);
      put(first.subarray(place, place + n));
    } else if (n > 0) {
      if (place < 1 || place > to || to + n > bytes) throw new PageProblem(s.worldDamaged);
      if (place >= n) out.copyWithin(to, to - place, to - place + n);
      else for (let i = 0; i < n; i++) out[to + i] = out[to + i - place]!;
      to += n;
    }
  }
  if (to > bytes) throw new PageProblem(s.worldDamaged);
  return out;
}

// Worlds are unpacked when they are asked for: the first picture needs two of them.
export function worldBytes(worlds: readonly World[]): (key: string) => Uint8Array<ArrayBuffer> {
  const known = new Map<string, Uint8Array<ArrayBuffer>>();
  const get = (key: string): Uint8Array<ArrayBuffer> => {
    const have = known.get(key);
    if (have) return have;
    const w = worlds.find((x) => x.key === key);
    if (!w) throw new PageProblem(s.problems['worldMissing']);
    const bytes = unpack(w.packed, w.bytes, w.differs ? get(worlds[0]!.key) : undefined);
    known.set(key, bytes);
    return bytes;
  };
  return get;
}

// How the columns of an outcome are numbered in a world: last index fastest.
export interface Columns { count: number; index: (column: number) => { at?: string; index?: string } }

const sides = ['Russia', 'Ukraine'];
const attackers = ['attacker', 'defender'];
const zone = ['low', 'high', 'width'];

export function monthName(world: World, month: number): string {
  const total = world.first_month - 1 + month;
  return `${world.first_year + Math.floor(total / 12)}-${String((total % 12) + 1).padStart(2, '0')}`;
}

export function columnsOf(shape: string, world: World): Columns {
  const year = (y: number): string => String(world.first_year + y);
  const two = (outer: number, inner: readonly string[], at: ((i: number) => string) | null, names?: readonly string[]): Columns => ({
    count: outer * inner.length,
    index: (c) => {
      const i = Math.floor(c / inner.length);
      const k = inner[c % inner.length] ?? '';
      return at ? { at: at(i), index: k } : { index: `${names?.[i] ?? i}, ${k}` };
    },
  });
  const states = world.states.map((x) => x.state);
  const flashpoints = world.flashpoints.map((f) => f.key);
  switch (shape) {
    case 'year': return { count: world.n_years, index: (c) => ({ at: year(c) }) };
    case 'month': return { count: world.n_months, index: (c) => ({ at: monthName(world, c) }) };
    case 'flashpoint': return { count: flashpoints.length, index: (c) => ({ index: flashpoints[c] ?? '' }) };
    case 'year x state': return two(world.n_years, states, year);
    case 'year x flashpoint': return two(world.n_years, flashpoints, year);
    case 'flashpoint x side': return two(flashpoints.length, attackers, null, flashpoints);
    case 'month x side': return two(world.n_months, sides, (m) => monthName(world, m));
    case 'month x zone': return two(world.n_months, zone, (m) => monthName(world, m));
    default: return { count: 1, index: () => ({}) };
  }
}
