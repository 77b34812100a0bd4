// From futures to figures: mean, quantiles, paired differences. One pass, fixed order, the same
// definitions as the program's own summaries (docs/formats.md).
export interface Summary {
  n: number; events: number; mean: number | null; sd: number | null;
  p5: number | null; p25: number | null; p50: number | null; p75: number | null; p95: number | null;
}
export interface Difference { mean: number; low: number; high: number; distinguishable: boolean }

// Quantile of sorted values by linear interpolation between order statistics (type 7).
export function quantile(sorted: Float64Array, p: number): number | null {
  const n = sorted.length;
  if (n === 0) return null;
  const at = (n - 1) * p;
  const below = Math.floor(at);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, n - 1)]!;
  return low + (high - low) * (at - below);
}

export function summarise(row: Float64Array): Summary {
  const present = row.filter((x) => !Number.isNaN(x));
  const events = present.length;
  const none = { n: row.length, events, mean: null, sd: null, p5: null, p25: null, p50: null, p75: null, p95: null };
  if (events === 0) return none;
  let sum = 0;
  for (const x of present) sum += x;
  const mean = sum / events;
  let squares = 0;
  for (const x of present) squares += (x - mean) * (x - mean);
  present.sort();
  return {
    n: row.length, events, mean, sd: events > 1 ? Math.sqrt(squares / (events - 1)) : 0,
    p5: quantile(present, 0.05), p25: quantile(present, 0.25), p50: quantile(present, 0.5),
    p75: quantile(present, 0.75), p95: quantile(present, 0.95),
  };
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
