// From futures to figures: mean, quantiles, paired differences. One pass, fixed order, the same
// definitions as the program's own summaries (docs/formats.md).
export interface Summary {
  n: number; events: number; mean: number | null; sd: number | null;
  p5: number | null; p25: number | null; p50: number | null; p75: number | null; p95: number | null;
}
export interface Difference { mean: number; low: number; high: number; distinguishable: boolean }

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
    return low + (high - low) * (at - below);
  });
}

// `spread` false: the mean only, as for what happens or does not.
export function summarise(row: Float64Array, spread = true): Summary {
  const present = new Float64Array(row.length);
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
  const [p5 = null, p25 = null, p50 = null, p75 = null, p95 = null] = quantiles(present.subarray(0, events));
  return { n: row.length, events, mean, sd: events > 1 ? Math.sqrt(squares / (events - 1)) : 0, p5, p25, p50, p75, p95 };
}

// Mean of the paired differences with its 95 % interval; futures without a value on either side
// are left out.
export function paired(row: Float64Array, base: Float64Array): Difference | null {
  let n = 0;
  let sum = 0;
  let squares = 0;
  const m = Math.min(row.length, base.length);
  for (let f = 0; f < m; f++) {
    const d = row[f]! - base[f]!;
    if (Number.isNaN(d)) continue;
    n++;
    sum += d;
    squares += d * d;
  }
  if (n < 2) return null;
  const mean = sum / n;
  const variance = Math.max(0, (squares - n * mean * mean) / (n - 1));
  const half = 1.959963984540054 * Math.sqrt(variance / n);
  return { mean, low: mean - half, high: mean + half, distinguishable: mean - half > 0 || mean + half < 0 };
}

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
