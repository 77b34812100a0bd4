// What a link may set: the ranges that the program holds for --set and --assume. Numbers from a link
// reach the engine, whose loops must not depend on them.
import type { Assumption, Lever, PageData, Setting } from './data.ts';

const within = (x: number, low: number | null, high: number | null): boolean =>
  Number.isFinite(x) && (low === null || x >= low) && (high === null || x <= high);

export function leverFits(lever: Pick<Lever, 'kind' | 'min' | 'max' | 'choices'>, x: Setting): boolean {
  const fits = (v: number): boolean => lever.kind === 'choice' ? Number.isInteger(v) && v >= 0 && v < lever.choices.length
    : lever.kind === 'switch' ? v === 0 || v === 1
      : within(v, lever.min, lever.max);
  if (Array.isArray(x)) return lever.kind === 'states';
  if (lever.kind === 'states') return false;
  if (typeof x === 'number') return fits(x);
  return Object.values(x).every(fits);
}

// Parameters of the assumption's own kind of distribution. A slider of this page moves a range as a
// whole, maybe over the end of its domain: it may lie beyond by the width of the domain.
export function priorFits(a: Pick<Assumption, 'distribution' | 'parameters' | 'low' | 'high'>, p: number[]): boolean {
  if (p.length !== a.parameters.length || !p.every((x) => Number.isFinite(x) && Math.abs(x) <= 1e12)) return false;
  const [first = 0, second = 0] = p;
  const low = a.low ?? null, high = a.high ?? null, width = low === null || high === null ? 0 : high - low;
  const inside = (...ends: number[]): boolean => ends.every((x) => within(x, low === null ? null : low - width, high === null ? null : high + width));
  switch (a.distribution) {
    case 'fixed': return inside(first);
    case 'uniform': return first < second && inside(...p);
    case 'triangular': return first <= second && second <= p[2]! && first < p[2]! && inside(...p);
    case 'beta': return first > 0 && second > 0 && inside(first / (first + second));
    case 'lognormal': return first > 0 && second > 0 && inside(first);
    case 'normal': return second > 0 && inside(first);
    default: return p.every((x) => x > 0); // weights of choices
  }
}

export interface Kept { levers: Record<string, Setting>; priors: Record<string, number[]>; unknown: string[]; outside: string[] }

// The settings of a link that this page knows and that lie in their ranges; the others by key.
export function fitting(page: Pick<PageData, 'levers' | 'assumptions'>, levers: Record<string, Setting>, priors: Record<string, number[]>): Kept {
  const kept: Kept = { levers: {}, priors: {}, unknown: [], outside: [] };
  for (const [key, x] of Object.entries(levers)) {
    const lever = page.levers.find((l) => l.key === key);
    if (!lever) kept.unknown.push(key);
    else if (!leverFits(lever, x)) kept.outside.push(key);
    else kept.levers[key] = x;
  }
  for (const [key, p] of Object.entries(priors)) {
    const a = page.assumptions.find((r) => r.key === key);
    if (!a) kept.unknown.push(key);
    else if (!priorFits(a, p)) kept.outside.push(key);
    else kept.priors[key] = p;
  }
  return kept;
}
