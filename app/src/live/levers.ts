// How a lever's value reads, and the words at the ends of its track.
import type { Lever, PageData, Setting } from './data.ts';
import { brigades, figure, NBSP, signed } from './words.ts';
import { s } from './strings.ts';

export const isYears = (x: Setting): x is Record<string, number> => typeof x === 'object' && !Array.isArray(x);

// What a worked example sets: a number, or a list of states.
export const exampleValue = (lever: Lever, text: string): Setting => (lever.kind === 'states' ? text.split(' ').filter(Boolean) : Number(text));

export function inYear(lever: Lever, x: Setting, year: number): number {
  if (typeof x === 'number') return x;
  if (!isYears(x)) return 0;
  const named = Object.keys(x).map(Number).filter((y) => y <= year);
  return named.length ? x[String(Math.max(...named))] ?? 0 : lever.value ?? 0;
}

// By how many points a signal moves the assumed chance that the US fights, from its central value.
function points(lever: Lever, logOdds: number, page: PageData): number {
  const key = lever.key.endsWith('pacific') ? 'commitment.us_pacific' : 'commitment.us_nato';
  const central = page.assumptions.find((a) => a.key === key)?.central ?? 0;
  const chance = (x: number): number => 100 / (1 + Math.exp(-x));
  return chance(central + logOdds) - chance(central);
}

export function showValue(lever: Lever, x: number, page: PageData): string {
  const { unit, kind } = lever;
  if (kind === 'year') return x === 0 ? s.none : String(Math.round(x));
  if (kind === 'switch') return endsOf(lever, page)[x > 0 ? 1 : 0];
  if (lever.group === 'terms' && unit.startsWith('share') && (x === lever.min || x === lever.max)) return endsOf(lever, page)[x === lever.max ? 1 : 0];
  if (unit === '% of GDP') return x === 0 ? s.none : `${figure(x, 1)}${NBSP}${s.ofGdp}`;
  if (unit === 'log-odds') return Math.abs(x) < 0.005 ? s.unchanged : s.pointsMoved(figure(Math.abs(points(lever, x, page)), 0), x < 0);
  if (unit === 'BE') return x === 0 ? s.none : brigades(x);
  if (unit.startsWith('share of 2022')) return x === 0 ? s.none : s.timesMean(figure(x, 2));
  if (unit === 'factor') return s.times(figure(x, 2));
  if (unit.startsWith('share')) return `${figure(x * 100, 0)}${NBSP}%`;
  return signed(x, 2);
}

export function endsOf(lever: Lever, page: PageData): [string, string] {
  if (lever.low_end && lever.high_end) return [lever.low_end, lever.high_end];
  if (lever.kind === 'switch') return [s.no, s.yes];
  const show = (x: number | null): string => (x === null ? '' : showValue(lever, x, page));
  return [show(lever.min), show(lever.max)];
}
