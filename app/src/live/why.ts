// Reads the engine's answer to why (src/wasm/why.c) and puts its boxes into words.
import type { Assumption } from './data.ts';
import { midSentence } from './words.ts';
import { fixed, value, withUnit } from '../format.ts';
import { s } from './strings.ts';

export interface Choice { outcome: string; at: string; index: string }

// What can be asked why of, by question; the first is its own.
const covered: Choice = { outcome: 'posture.covered', at: '2030', index: '' };
const spending: Choice = { outcome: 'spending.europe_canada', at: '2030', index: '' };
const baltic: Choice = { outcome: 'deterrence.odds_ratio', at: '2030', index: 'baltic' };
const months: Choice = { outcome: 'settlement.months_at_war', at: '', index: '' };
const renewed: Choice = { outcome: 'deterrence.renewal_5y', at: '2030', index: '' };
export const choices: Record<string, Choice[]> = {
  cost: [spending, covered, baltic, months], alone: [covered, spending, baltic, months], war: [months, renewed, covered, spending],
  two: [baltic, covered, months, spending], since: [spending, covered, baltic, months], address: [covered, spending, baltic, months], law: [covered, spending, baltic, months],
};

export interface Index { value: number; low: number; high: number }
export interface Row { assumption: number; low: Index; high: Index; swing: Index; share: Index } // share of the variance that it explains alone
export interface Limit { assumption: number; side: 'low' | 'high'; limit: number; low: number; high: number; p: number }
export interface Box { coverage: Index; density: Index; mass: number; chosen: number; limits: Limit[]; path: { coverage: number; density: number }[] }
export interface Why {
  n: number; known: number; failing: number; bound: number; rows: Row[]; boxes: Box[];
  otherBound: number; others: number; other: Box | null;
}

export function readWhy(answer: Float64Array): Why {
  let at = 0;
  const next = (): number => answer[at++] ?? NaN;
  const index = (): Index => ({ value: next(), low: next(), high: next() });
  const [n, known, failing, bound, inputs, limited, boxes, otherBound, others, otherBoxes] = Array.from({ length: 10 }, next) as
    [number, number, number, number, number, number, number, number, number, number];
  const rows = Array.from({ length: inputs }, (): Row => ({ assumption: next(), low: index(), high: index(), swing: index(), share: index() }));
  const box = (): Box => {
    const coverage = index();
    const density = index();
    const [mass, length, chosen] = [next(), next(), next()];
    const limits: Limit[] = [];
    for (let k = 0; k < 2 * limited; k++) {
      const [limit, widest, low, high, p] = [next(), next(), next(), next(), next()];
      if (limit !== widest) limits.push({ assumption: rows[k % limited]!.assumption, side: k < limited ? 'low' : 'high', limit, low, high, p });
    }
    return { coverage, density, mass, chosen, limits, path: Array.from({ length }, () => ({ coverage: next(), density: next() })) };
  };
  const found = Array.from({ length: boxes }, box);
  return { n, known, failing: failing / n, bound, rows, boxes: found, otherBound, others: others / n, other: otherBoxes ? box() : null };
}

// Rows that chance alone does not explain, although every assumption is tried: of 200 with
// no influence, one in twenty such answers would hold one that passes. Needs 4,096 futures (BLOCKS)
// to find those that matter.
export const BLOCKS = 16;
const CLEAR = 1.85; // times the half-width of a 95 % interval: 3.6 standard errors
export const clearRows = (rows: readonly Row[]): Row[] => rows.filter((r) => Math.abs(r.swing.value) > (CLEAR * (r.swing.high - r.swing.low)) / 2);

// Names of assumptions that tell them apart: the key's last part where labels are alike.
export function namer(all: readonly Assumption[]): (id: number) => string {
  const seen = new Map<string, number>();
  for (const a of all) seen.set(a.label, (seen.get(a.label) ?? 0) + 1);
  const names = new Map(all.map((a) => [a.id, (seen.get(a.label) ?? 0) > 1 || /^the same/.test(a.label)
    ? `${a.label} (${(a.key.split('.')[1] ?? a.key).replaceAll('_', ' ')})` : a.label]));
  return (id) => names.get(id) ?? '';
}

export function limitsText(box: Box, all: readonly Assumption[]): string {
  const nameOf = namer(all);
  const by = new Map<number, Limit[]>();
  for (const l of box.limits) by.set(l.assumption, [...(by.get(l.assumption) ?? []), l]);
  const figure = (x: number, a: Assumption | undefined): string => a?.unit.startsWith('share') ? `${value(x, a.unit)} %` : withUnit(+x.toPrecision(3), a?.unit ?? '');
  return [...by].map(([id, limits]) => {
    const a = all.find((x) => x.id === id);
    const low = limits.find((l) => l.side === 'low');
    const high = limits.find((l) => l.side === 'high');
    const said = low && high ? s.between(figure(low.limit, a), figure(high.limit, a)) : low ? s.atLeast(figure(low.limit, a)) : s.atMost(figure(high!.limit, a));
    return `${midSentence(nameOf(id))} is ${said}`;
  }).join('; ');
}

export const percent = (x: number): string => fixed(x * 100, 0);
export const range = (i: Index): string => `${percent(i.low)}–${percent(i.high)} %`;
