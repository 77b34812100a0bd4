// Moves what is drawn to new figures without drawing anew: for the steps of a drag. The scale, the
// series and the rows must be the same; else false, and the caller draws the whole chart. What
// follows the pointer keeps its old figures until then.
import type { Plot } from '@observablehq/plot';
import { area, line } from 'd3';
import type { Chart } from '../result.ts';
import { rowsOf, type Row } from './data.ts';
import { endLabels, type Part } from './plot.ts';

// What must not change: names, places, and which figures there are.
function outline(c: Chart, panel: string): string {
  const mine = panel ? c.series.filter((s) => s.panel === panel) : c.series;
  return JSON.stringify([c.name, c.title, c.form, c.y?.low, c.y?.high, c.reference, mine.map((s) => [s.label, s.role, s.panel,
    s.points.map((p) => `${p.x}${p.y == null ? '' : 'y'}${p.p5 == null ? '' : 'a'}${p.p25 == null ? '' : 'b'}${p.label == null ? '' : 't'}`)])]);
}

function groups(rows: readonly Row[], name: (r: Row) => string): Row[][] {
  const by = new Map<string, Row[]>();
  for (const r of rows) {
    const found = by.get(name(r));
    if (found) found.push(r);
    else by.set(name(r), [r]);
  }
  return [...by.values()];
}

type Scale = (v: number) => number;

function paths(root: Element, part: Part, all: Row[][], d: (rows: Row[]) => string | null): boolean {
  const drawn = root.querySelectorAll(`[data-part="${part}"] path`);
  if (drawn.length !== all.length) return false;
  all.forEach((rows, i) => drawn[i]!.setAttribute('d', d(rows) ?? ''));
  return true;
}

function patchPath(root: Element, rows: Row[], x: Scale, y: Scale): boolean {
  const shown = rows.filter((r) => r.role !== 'observed');
  const name = (r: Row): string => `${r.role}|${r.series}`;
  const band = (part: Part, low: 'p5' | 'p25', high: 'p95' | 'p75'): boolean => {
    const shape = area<Row>().x((r) => x(r.x)).y0((r) => y(r[low])).y1((r) => y(r[high]));
    return paths(root, part, groups(shown.filter((r) => !Number.isNaN(r[low])), name), shape);
  };
  const stroke = line<Row>().defined((r) => !Number.isNaN(r.y)).x((r) => x(r.x)).y((r) => y(r.y));
  if (!band('b95', 'p5', 'p95') || !band('b75', 'p25', 'p75')
    || !paths(root, 'line', groups(shown.filter((r) => r.role !== 'baseline'), name), stroke)
    || !paths(root, 'base', groups(shown.filter((r) => r.role === 'baseline'), name), stroke)) return false;
  const ends = root.querySelectorAll('[data-part="end"]');
  if (!ends.length) return true;
  for (const e of endLabels(rows.filter((r) => !Number.isNaN(r.y)), y)) {
    const g = [...ends].find((n) => n.textContent === e.row.series);
    g?.setAttribute('transform', `translate(6,${e.dy})`);
    g?.querySelector('text')?.setAttribute('transform', `translate(${x(e.row.x)},${y(e.row.y)})`);
  }
  return true;
}

function patchRows(root: Element, rows: Row[], x: Scale): boolean {
  const own = rows.filter((r) => r.role !== 'baseline');
  const base = rows.filter((r) => r.role === 'baseline');
  const shifted = base.some((r) => !Number.isNaN(r.p5));
  const each = (part: Part, tagName: string, list: Row[], set: (n: Element, r: Row) => void): boolean => {
    const drawn = root.querySelectorAll(`[data-part="${part}"] ${tagName}`);
    if (drawn.length !== list.length) return false;
    list.forEach((r, i) => set(drawn[i]!, r));
    return true;
  };
  const span = (low: 'p5' | 'p25', high: 'p95' | 'p75') => (n: Element, r: Row): void => {
    n.setAttribute('x1', String(x(r[low])));
    n.setAttribute('x2', String(x(r[high])));
  };
  const centre = (n: Element, r: Row): void => n.setAttribute('cx', String(x(r.y)));
  const has = (k: 'p5' | 'p25' | 'y') => (r: Row): boolean => !Number.isNaN(r[k]);
  return each('r95', 'line', own.filter(has('p5')), span('p5', 'p95')) && each('r75', 'line', own.filter(has('p25')), span('p25', 'p75'))
    && each('r95-base', 'line', base.filter(has('p5')), span('p5', 'p95')) && each('r75-base', 'line', base.filter(has('p25')), span('p25', 'p75'))
    && each('dot', 'circle', (shifted ? own : rows).filter(has('y')), centre)
    && (!shifted || each('dot-base', 'circle', base.filter(has('y')), centre))
    && each('label', 'text', rows.filter((r) => r.label), (n, r) => { n.textContent = r.label; });
}

export function patch(root: Element, old: Chart, next: Chart, panel = ''): boolean {
  if (next.form !== 'fan' && next.form !== 'dots') return false;
  if (outline(old, panel) !== outline(next, panel)) return false;
  const plot = root as Partial<Plot>;
  const x = plot.scale?.('x')?.apply as Scale | undefined;
  const y = plot.scale?.('y')?.apply as Scale | undefined;
  if (!x || !y) return false;
  const rows = rowsOf(panel ? next.series.filter((s) => s.panel === panel) : next.series);
  return next.form === 'fan' ? patchPath(root, rows, x, y) : patchRows(root, rows, x);
}
