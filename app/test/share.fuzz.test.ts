// Random and mutated links: decode never throws, says a plain sentence, or returns what its type says.
import { describe, expect, it } from 'vitest';
import { decode, encode, type Shared } from '../src/live/share.ts';

const rounds = Number(process.env['ENT_FUZZ_LINKS'] ?? 20000);

// mulberry32: the same links on every machine; the seed stands in the message of a failure.
function generator(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const pick = <T>(r: () => number, list: readonly T[]): T => list[Math.floor(r() * list.length)]!;

const strange: readonly unknown[] = [null, true, -1, 1e308, 1e400, 'x', '', '<img src=x onerror=alert(1)>', [], {}, [[]], [1, 'a'],
  { 2025: 0.3 }, { 25: 1 }, { 2025: 'x' }, ['GBR', 'FRA'], ['gbr'], [NaN], { __proto__: null }, { constructor: 1 }, '\u0000', '😀'];

const names = ['v', 'engine', 'scenario', 'baseline', 'seed', 'levers', 'priors', 'question', 'country', 'money', 'per', 'event', 'tab', '__proto__'];

function fine(r: () => number): Shared {
  const shared: Shared = { v: 1, engine: '0.1.0', scenario: 'brussels-2025', baseline: 'status-quo-2024',
    seed: String(BigInt(Math.floor(r() * 2 ** 32)) << BigInt(Math.floor(r() * 33))), levers: { 'aid.us': { 2025: r() } }, priors: { 'deterrence.lambda': [r(), r()] } };
  if (r() < 0.5) shared.levers['guarantee.members'] = ['GBR', 'FRA'];
  if (r() < 0.5) shared.question = 'war';
  if (r() < 0.5) shared.country = 'POL';
  if (r() < 0.5) shared.event = { place: 'Kharkiv', victim: 'FRA' };
  if (r() < 0.5) shared.tab = 'cost';
  return shared;
}

const packed = (value: unknown): string => {
  let text = '';
  for (const b of new TextEncoder().encode(JSON.stringify(value) ?? '')) text += String.fromCharCode(b);
  return `#s=${btoa(text)}`;
};

function hurt(r: () => number): string {
  const way = Math.floor(r() * 6);
  if (way === 0) { // any characters
    let text = pick(r, ['#s=', '#', 's=', '', '#s=%', '#S=']);
    for (let n = Math.floor(r() * 60); n > 0; n--) text += String.fromCharCode(Math.floor(r() * 0x250));
    return text;
  }
  const link = `#${encode(fine(r))}`;
  const at = Math.floor(r() * link.length);
  if (way === 1) return link.slice(0, at);
  if (way === 2) return link.slice(0, at) + String.fromCharCode(32 + Math.floor(r() * 95)) + link.slice(at + 1);
  if (way === 3) return link + link.slice(2).repeat(1 + Math.floor(r() * 60));
  const value = fine(r) as unknown as Record<string, unknown>; // members of other types
  for (let n = 1 + Math.floor(r() * 3); n > 0; n--) value[pick(r, names)] = pick(r, strange);
  if (way === 5) (value['levers'] as Record<string, unknown>)?.constructor && (value['levers'] = { a: pick(r, strange) });
  return packed(value);
}

const texts = (x: unknown): boolean => x === undefined || (typeof x === 'object' && x !== null && Object.values(x).every((t) => typeof t === 'string'));
const text = (x: unknown): boolean => x === undefined || typeof x === 'string';
const setting = (x: unknown): boolean => (typeof x === 'number' && Number.isFinite(x))
  || (Array.isArray(x) ? x.every((s) => typeof s === 'string') : typeof x === 'object' && x !== null);

function problem(hash: string): string {
  let read: ReturnType<typeof decode>;
  try { read = decode(hash); } catch (e) { return `threw ${String(e)}`; }
  if (read === null) return /^#?s=/.test(hash) ? 'a link was not seen as one' : '';
  if (!read.ok) return /^This link .*\.$/.test(read.why) ? '' : `says '${read.why}'`;
  const s = read.shared;
  if (typeof s.scenario !== 'string' || typeof s.baseline !== 'string' || typeof s.engine !== 'string') return 'a name is not a text';
  if (typeof s.seed !== 'string' || !/^\d{1,20}$/.test(s.seed) || BigInt(s.seed) >= 2n ** 64n) return 'the seed is not a whole number of 64 bits';
  if (!Object.values(s.levers).every(setting)) return 'a lever is none';
  if (!Object.values(s.priors).every((p) => Array.isArray(p) && p.every(Number.isFinite))) return 'a prior is none';
  if (!texts(s.event)) return 'the event is not a list of texts';
  if (![s.tab, s.question, s.country, s.money, s.per].every(text)) return 'a part of the view is not a text';
  const known = new Set(['v', 'engine', 'scenario', 'baseline', 'seed', 'levers', 'priors', 'tab', 'question', 'country', 'money', 'per', 'event']);
  return Object.keys(s).every((k) => known.has(k)) ? '' : 'a member that no link has';
}

describe('links from anywhere', () => {
  it(`survives ${rounds} hurt ones`, async () => {
    for (let seed = 1; seed <= rounds; seed++) {
      // The runner takes a worker that is silent for a minute for a dead one.
      if (seed % 10000 === 0) await new Promise((rest) => setTimeout(rest));
      const hash = hurt(generator(seed));
      const what = problem(hash);
      if (what) expect.fail(`seed ${seed}: ${what}: ${hash.slice(0, 300)}`);
    }
  }, 3600000);
  it('takes every link it made', () => {
    for (let seed = 1; seed <= 2000; seed++) {
      const shared = fine(generator(seed));
      expect(decode(`#${encode(shared)}`)).toEqual({ ok: true, shared });
    }
  });
});
