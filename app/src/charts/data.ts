// A chart's figures as rows: what its drawing, its table and its CSV stand on.
import type { Chart, Num, Point, Role, Series } from '../result.ts';

export interface Row {
  series: string; role: Role; x: number; row: string; y: number;
  p5: number; p25: number; p75: number; p95: number; label: string;
}

const order: Role[] = ['reference', 'baseline', 'second', 'category', 'scenario', 'observed'];

function number(x: Num | undefined): number {
  return x === null || x === undefined ? NaN : x;
}

// "2030" and "2026-07" become years with fractions.
export function timeOf(x: number | string): number {
  if (typeof x === 'number') return x;
  const match = /^(\d{4})(?:-(\d{2}))?/.exec(x);
  return match ? Number(match[1]) + (match[2] ? (Number(match[2]) - 1) / 12 : 0) : NaN;
}

export function rowsOf(series: readonly Series[]): Row[] {
  const sorted = [...series].sort(
    (a, b) => order.indexOf(a.role ?? 'scenario') - order.indexOf(b.role ?? 'scenario'));
  return sorted.flatMap((s) => s.points.map((p: Point): Row => ({
    series: s.label, role: s.role ?? 'scenario', x: timeOf(p.x), row: String(p.x), y: number(p.y),
    p5: number(p.p5), p25: number(p.p25), p75: number(p.p75), p95: number(p.p95), label: p.label ?? '',
  })));
}

// Names of the rows of a chart of dots or bars, from above.
export const rowNames = (chart: Chart): string[] => [...new Set(chart.series.flatMap((s) => s.points.map((p) => String(p.x))))];

export function panelsOf(chart: Chart): string[] {
  return [...new Set(chart.series.map((s) => s.panel ?? '').filter(Boolean))];
}

// The chart's figures as rows, for its table view and its CSV.
export function figures(chart: Chart): string[][] {
  const head = ['series', 'panel', chart.x?.time ? 'at' : 'x', 'value', 'p5', 'p25', 'p75', 'p95'];
  const show = (v: Num | undefined): string => v === null || v === undefined ? '' : String(v);
  const body = chart.series.flatMap((s) => s.points.map((p) => [
    s.label, s.panel ?? '', String(p.x), show(p.y), show(p.p5), show(p.p25), show(p.p75), show(p.p95)]));
  return [head, ...body];
}
