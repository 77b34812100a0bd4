// From futures to figures: mean, quantiles, paired differences. One pass, fixed order, the same
// definitions as the program's own summaries (docs/formats.md).
import type { Change } from './sentences.ts';

export interface Summary {
  n: number; events: number; mean: number | null; sd: number | null;
  p5: number | null; p25: number | null; p50: number | null; p75: number | null; p95: number | null;
}

// Puts the k-th smallest of x[from..to] at k, smaller ones before it: cheaper than to sort all.
function select(x: Float64Array, k: number, from: number, to: number): void {
  while (from < to) {
    const mid = (from + to) >> 1;
    const a = x[from]!;
    const b = x[mid]!;
    const c = x[to]!;
    const pivot = a < b ? (b < c ? b : a < c ? c : a) : a < c ? a : b < c ? c : b;
    let i = from;
    let j = to;
    while (i <= j) {
      while (x[i]! < pivot) i++;
      while (x[j]! > pivot) j--;
      if (i <= j) {
        const t = x[i]!;
        x[i++] = x[j]!;
        x[j--] = t;
      }
    }
    if (k <= j) to = j;
    else if (k >= i) from = i;
    else return;
  }
}

// Room for values while they are put in order: one for all, as none outlives its summary.
let room = new Float64Array(256);
function roomFor(n: number): Float64Array {
  if (room.length < n) room = new Float64Array(n);
  return room.subarray(0, n);
}

const LEVELS = [0.05, 0.25, 0.5, 0.75, 0.95];

// The five quantiles of values in any order, which they lose; the same numbers as from sorting.
export function quantiles(x: Float64Array): (number | null)[] {
  const n = x.length;
  if (n === 0) return LEVELS.map(() => null);
  let from = 0;
  return LEVELS.map((p) => {
    const at = (n - 1) * p;
    const below = Math.floor(at);
    select(x, below, from, n - 1);
    from = below;
    const low = x[below]!;
    if (below === n - 1) return low;
    let high = Infinity;
    for (let i = below + 1; i < n; i++) if (x[i]! < high) high = x[i]!;
    return low === high || at === below || low === -Infinity ? low : low + (high - low) * (at - below); // infinite ends included
  });
}

// `spread` false: the mean only, as for what happens or does not. `never`: what a missing value
// counts as in the quantiles, such as Infinity for a year that does not come.
export function summarise(row: Float64Array, spread = true, never = NaN): Summary {
  const present = roomFor(row.length);
  let events = 0;
  let sum = 0;
  for (let i = 0; i < row.length; i++) {
    const x = row[i]!;
    if (Number.isNaN(x)) continue;
    present[events++] = x;
    sum += x;
  }
  const none = { n: row.length, events, mean: null, sd: null, p5: null, p25: null, p50: null, p75: null, p95: null };
  if (events === 0) return none;
  const mean = sum / events;
  if (!spread) return { ...none, mean };
  let squares = 0;
  for (let i = 0; i < events; i++) squares += (present[i]! - mean) ** 2;
  const all = Number.isNaN(never) ? present.subarray(0, events) : present.fill(never, events);
  const [p5 = null, p25 = null, p50 = null, p75 = null, p95 = null] = quantiles(all);
  return { n: row.length, events, mean, sd: events > 1 ? Math.sqrt(squares / (events - 1)) : 0, p5, p25, p50, p75, p95 };
}

// A change, future by future: the median of the paired differences with the band that holds 90 %
// of them, and how many futures lie lower, level and higher. `never`: what a missing value counts
// as, such as Infinity for a year that does not come; without it such futures are left out.
export function changeOf(row: Float64Array, base: Float64Array, never = NaN): Change | null {
  const m = Math.min(row.length, base.length);
  const d = roomFor(m);
  let n = 0;
  let lower = 0;
  let higher = 0;
  for (let f = 0; f < m; f++) {
    const a = Number.isNaN(row[f]!) ? never : row[f]!;
    const z = Number.isNaN(base[f]!) ? never : base[f]!;
    if (Number.isNaN(a) || Number.isNaN(z)) continue;
    const by = a === z ? 0 : a - z;
    if (by < 0) lower++;
    else if (by > 0) higher++;
    d[n++] = by;
  }
  if (n === 0) return null;
  const [p5, , median, , p95] = quantiles(d.subarray(0, n)) as number[];
  return { median: median!, p5: p5!, p95: p95!, lower, same: n - lower - higher, higher };
}

// Future by future: the ratio, the change in per cent or the difference; else the first values.
export const combined = (how: string, row: Float64Array, base: Float64Array): Float64Array =>
  row.map((x, f) => (how === 'ratio' ? x / base[f]! : how === 'percent' ? 100 * (x / base[f]! - 1) : how === 'difference' ? x - base[f]! : x));

export interface Condition { test: (x: number) => boolean }

// ">= 2", "> 0 and <= 1"
export function condition(text: string): Condition | null {
  const tests: ((x: number) => boolean)[] = [];
  for (const part of text.split(/\band\b/)) {
    const match = /^\s*(>=|<=|==|>|<)\s*([-+]?[\d.]+)\s*$/.exec(part);
    if (!match) return null;
    const bound = Number(match[2]);
    const compare = match[1];
    tests.push((x) => compare === '>=' ? x >= bound : compare === '<=' ? x <= bound
      : compare === '>' ? x > bound : compare === '<' ? x < bound : x === bound);
  }
  return tests.length ? { test: (x) => tests.every((t) => t(x)) } : null;
}

export type Verdict = 'holds' | 'does not hold' | 'depends' | 'not answered';

export function verdictOf(share: number): Verdict {
  return share >= 0.9 ? 'holds' : share <= 0.1 ? 'does not hold' : 'depends';
}
