// Charts of the result document drawn with Observable Plot. Colours are CSS variables of the
// page, so that a change of theme needs no redrawing.
import * as Plot from '@observablehq/plot';
import type { Chart, Num, Role, Series } from '../result.ts';
import { rowNames, rowsOf, type Row } from './data.ts';
import { axisTitle, fixed, isShare, unitText, value, withUnit } from '../format.ts';

export interface Size { width: number; height?: number; bare?: boolean } // bare: without a legend

const colours: Record<Role, string> = {
  scenario: 'var(--scenario)', second: 'var(--second)', baseline: 'var(--baseline)',
  observed: 'var(--observed)', category: 'var(--scenario)', reference: 'var(--soft)',
};

function domainOf(chart: Chart): [number, number] {
  const rows = rowsOf(chart.series);
  const all = rows.flatMap((r) => [r.y, r.p5, r.p25, r.p75, r.p95]).filter((v) => !Number.isNaN(v));
  for (const extra of [chart.y?.low, chart.y?.high]) if (typeof extra === 'number') all.push(extra);
  for (const rule of chart.reference ?? []) if (typeof rule.y === 'number') all.push(rule.y);
  return all.length ? [Math.min(...all), Math.max(...all)] : [0, 1];
}

function tipText(chart: Chart, r: Row): string {
  const unit = chart.y?.unit ?? '';
  const lines = [`${r.series}${chart.x?.time ? `, ${timeLabel(r.x)}` : ''}`, withUnit(r.y, unit)];
  if (!Number.isNaN(r.p5)) lines.push(`${chart.band ?? '5–95 %'}: ${value(r.p5, unit)} to ${value(r.p95, unit)}`);
  if (!Number.isNaN(r.p25)) lines.push(`25–75 %: ${value(r.p25, unit)} to ${value(r.p75, unit)}`);
  return lines.join('\n');
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function timeLabel(x: number): string {
  const year = Math.floor(x + 1e-6);
  const month = Math.round((x - year) * 12);
  return month > 0 ? `${months[month]} ${year}` : String(year);
}

function tickY(unit: string): (v: number) => string {
  return (v) => isShare(unit) ? fixed(v * 100, Number.isInteger(+(v * 100).toFixed(6)) ? 0 : 1)
    : fixed(v, Number.isInteger(+v.toFixed(6)) ? 0 : Math.abs(v * 10 % 1) < 1e-6 ? 1 : 2);
}

// On a logarithmic axis a tick says its digits, however small.
function tickLog(unit: string): (v: number) => string {
  return (v) => String(+(isShare(unit) ? v * 100 : v).toPrecision(2));
}

// Room for the widest label of an axis between these ends, in pixels.
function tickRoom(domain: [number, number], unit: string): number {
  return Math.max(...domain.map((v) => tickY(unit)(Math.round(v)).length)) * 7 + 10;
}

const text = { fontSize: '12px', fontFamily: 'inherit' };
const tipLook = { fill: 'var(--paper)', stroke: 'var(--line)', fontFamily: 'inherit', fontSize: 12 };

// Names what a mark draws, so that patch.ts finds it again.
export type Part = 'b95' | 'b75' | 'line' | 'base' | 'end' | 'r95' | 'r75' | 'dot' | 'r95-base' | 'r75-base' | 'dot-base' | 'label';
function tag(name: Part): { render: Plot.RenderFunction } {
  return { render: (index, scales, values, dimensions, context, next) => {
    const g = next?.(index, scales, values, dimensions, context) ?? null;
    g?.setAttribute('data-part', name);
    return g;
  } };
}

// Ends of the lines, pushed apart until none covers another.
export function endLabels(rows: Row[], y: (v: number) => number): { row: Row; dy: number }[] {
  const last = new Map<string, Row>();
  for (const r of rows) if (!Number.isNaN(r.y)) last.set(`${r.role}|${r.series}`, r);
  const ends = [...last.values()].map((row) => ({ row, at: y(row.y), dy: 0 }));
  ends.sort((a, b) => a.at - b.at);
  let above = -Infinity;
  for (const e of ends) {
    const placed = Math.max(e.at, above + 13);
    e.dy = placed - e.at;
    above = placed;
  }
  return ends;
}

// The name of the values and their unit; in a narrow chart the unit alone, as the title names them.
const titleWithin = (chart: Chart, width: number): string => { const title = axisTitle(chart.y); return title.length * 6.4 > width ? unitText(chart.y?.unit ?? '') : title; };

function drawPath(chart: Chart, series: readonly Series[], size: Size, small: boolean): Element {
  const rows = rowsOf(series);
  const drawn = rows.filter((r) => r.role !== 'observed');
  const unit = chart.y?.unit ?? '';
  const height = size.height ?? (small ? 160 : size.width < 500 ? 260 : 340);
  const domain = domainOf(chart);
  const longest = Math.max(0, ...series.filter((s) => s.role !== 'observed').map((s) => s.label.length));
  const marginRight = small ? 12 : size.width < 500 ? Math.min(Math.max(76, longest * 7.4 + 10), 130) : Math.min(Math.max(120, longest * 7.4 + 10), 190);
  const marginLeft = Math.max(small ? 38 : 46, tickRoom(domain, unit));
  const marginTop = small ? 10 : 28;
  const marginBottom = chart.x?.time ? 26 : 40;
  const scale = Plot.scale({ y: { domain, nice: true, type: chart.y?.log ? 'log' : 'linear',
    range: [height - marginBottom, marginTop] } as Plot.ScaleOptions });
  const colour = (r: Row): string => colours[r.role];
  const banded = (low: 'p5' | 'p25', high: 'p95' | 'p75', opacity: number): Plot.Markish =>
    Plot.areaY(drawn.filter((r) => !Number.isNaN(r[low])), {
      x: 'x', y1: low, y2: high, z: (r: Row) => `${r.role}|${r.series}`, fill: colour,
      fillOpacity: (r: Row) => r.role === 'baseline' ? opacity / 2 : opacity, ...tag(low === 'p5' ? 'b95' : 'b75') });
  const yTicks = chart.y?.log ? powersOfTen(domain) : small ? 4 : 6;
  const marks: Plot.Markish[] = [
    Plot.gridY({ ticks: yTicks, stroke: 'var(--line)', strokeOpacity: 1 }),
    banded('p5', 'p95', 0.15), banded('p25', 'p75', 0.3),
    Plot.lineY(drawn.filter((r) => r.role !== 'baseline'), { x: 'x', y: 'y', stroke: colour,
      z: (r: Row) => `${r.role}|${r.series}`, strokeWidth: 2, ...tag('line') }),
    Plot.lineY(drawn.filter((r) => r.role === 'baseline'), { x: 'x', y: 'y', stroke: colour,
      z: 'series', strokeWidth: 2, strokeDasharray: '5 3', ...tag('base') }),
    Plot.dot(rows.filter((r) => r.role === 'observed'), { x: 'x', y: 'y', r: 2, fill: 'var(--observed)' }),
    Plot.axisX({ ticks: Math.max(2, Math.floor((size.width - marginLeft - marginRight) / 50)), tickFormat: chart.x?.time
      ? (v: number) => Number.isInteger(v) ? String(v) : '' : tickY(chart.x?.unit ?? ''),
      label: chart.x?.time ? null : axisTitle(chart.x), labelArrow: 'none', tickSize: 4 }),
    Plot.axisY({ ticks: yTicks, tickSize: 0, tickFormat: chart.y?.log ? tickLog(unit) : tickY(unit), label: small ? null : titleWithin(chart, size.width),
      labelAnchor: 'top', labelArrow: 'none' }),
    ...(chart.reference ?? []).flatMap((r) => typeof r.y === 'number' ? [
      Plot.ruleY([r.y], { stroke: 'var(--soft)', strokeDasharray: '2 3' }),
      Plot.text([r], { y: 'y', text: 'label', frameAnchor: 'left', dy: -6, dx: 4, textAnchor: 'start' })] : []),
    Plot.tip(rows, Plot.pointerX({ x: 'x', y: 'y', title: (r: Row) => tipText(chart, r), ...tipLook })),
    Plot.ruleX(rows, Plot.pointerX({ x: 'x', stroke: 'var(--soft)', strokeOpacity: 0.5 })),
  ];
  if (!small)
    for (const e of endLabels(rows.filter((r) => !Number.isNaN(r.y)), (v) => scale?.apply(v) as number))
      marks.push(Plot.text([e.row], { x: 'x', y: 'y', text: 'series', dx: 6, dy: e.dy, textAnchor: 'start',
        fill: colour, fontWeight: 600, ...(e.row.series.length * 7.4 + 10 > marginRight ? { lineWidth: (marginRight - 8) / 12.5 } : {}), ...tag('end') }));
  return Plot.plot({ width: size.width, height, marginLeft, marginRight, marginTop,
    marginBottom, style: text, x: { type: 'linear' },
    y: { domain, nice: true, type: chart.y?.log ? 'log' : 'linear' }, marks });
}

// The label of a rule stands on its outer side where two rules are close, else over the middle.
function labelSide(chart: Chart, at: number, width: number): { textAnchor: 'start' | 'middle' | 'end'; dx: number; dy: number } {
  const others = (chart.reference ?? []).map((r) => r.y).filter((y): y is number => typeof y === 'number' && y !== at);
  const [low, high] = domainOf(chart);
  const near = others.find((y) => Math.abs(y - at) < 0.35 * (high - low));
  if (near === undefined || Math.max(...(chart.reference ?? []).map((r) => (r.label ?? '').length)) < 10) return { textAnchor: 'middle', dx: 0, dy: -9 };
  const dy = width < 500 && near < at ? -21 : -9;   // a narrow chart has no room beside: one above the other
  return near > at ? { textAnchor: 'end', dx: -4, dy } : { textAnchor: width < 500 ? 'middle' : 'start', dx: 4, dy };
}

// Full powers of ten between the ends: a log scale's own ticks would draw a line for each digit.
function powersOfTen([low, high]: [number, number]): number[] | number {
  const first = Math.ceil(Math.log10(low) - 1e-9), last = Math.floor(Math.log10(high) + 1e-9);
  const ticks = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => 10 ** (first + i));
  return ticks.length >= 2 ? ticks : 3;
}

function drawRows(chart: Chart, size: Size): Element {
  const rows = rowsOf(chart.series);
  const names = rowNames(chart);
  const unit = chart.y?.unit ?? '';
  const longest = Math.max(...names.map((n) => n.length));
  const left = Math.min(Math.max(longest * 7.2, 40) + 22, size.width * (size.width < 480 ? 0.45 : 0.54));   // capitals are wider than that
  const rowHeight = longest * 6.6 > left - 14 ? 30 : 18; // of two lines where a name does not fit into one
  const bars = chart.form === 'tornado';
  const base = chart.reference?.[0]?.y ?? NaN;
  const swings = bars && !Number.isNaN(base) && rows.some((r) => !Number.isNaN(r.y));
  const labelled = rows.some((r) => r.label);
  const shifted = rows.some((r) => r.role === 'baseline' && !Number.isNaN(r.p5));
  const marks: Plot.Markish[] = [
    Plot.gridX({ stroke: 'var(--line)', strokeOpacity: 1 }),
    ...(domainOf(chart)[0] <= 0 ? [Plot.ruleX([0], { stroke: 'var(--soft)' })] : []),
    ...(chart.reference ?? []).flatMap((r) => typeof r.y === 'number' ? [
      Plot.ruleX([r.y], { stroke: 'var(--soft)', strokeDasharray: '2 3' }),
      Plot.text([r], { x: 'y', text: 'label', frameAnchor: 'top', ...labelSide(chart, r.y, size.width) })] : []),
    swings
      ? [
        Plot.barX(rows.filter((r) => !Number.isNaN(r.y)), { y: 'row', x1: () => base, x2: 'y', fill: (r: Row) => colours[r.role], fillOpacity: 0.85, insetTop: 3, insetBottom: 3 }),
        Plot.ruleY(rows.filter((r) => !Number.isNaN(r.p5)), { y: 'row', x1: 'p5', x2: 'p95', stroke: 'var(--ink)', strokeWidth: 1.2 })]
      : bars
      ? Plot.barX(rows.filter((r) => !Number.isNaN(r.p5)), { y: 'row', x1: 'p5', x2: 'p95', fill: (r: Row) => colours[r.role], fillOpacity: 0.85, insetTop: 3, insetBottom: 3 })
      : [
        ...['baseline', ''].flatMap((role) => {
          const own = rows.filter((r) => (r.role === 'baseline') === (role === 'baseline'));
          const dy = shifted ? (role ? 4 : -2) : 0;
          const stroke = (r: Row): string => colours[r.role];
          return [
            Plot.ruleY(own.filter((r) => !Number.isNaN(r.p5)), { y: 'row', x1: 'p5', x2: 'p95', stroke, strokeOpacity: 0.6, strokeWidth: 1.5, dy, ...tag(role ? 'r95-base' : 'r95') }),
            Plot.ruleY(own.filter((r) => !Number.isNaN(r.p25)), { y: 'row', x1: 'p25', x2: 'p75', stroke, strokeOpacity: 0.6, strokeWidth: 4, dy, ...tag(role ? 'r75-base' : 'r75') })];
        }),
        Plot.dot(rows, { y: 'row', x: 'y', r: 4, dy: shifted ? -2 : 0, ...(shifted ? { filter: (r: Row) => r.role !== 'baseline' } : {}), fill: (r: Row) => r.role === 'reference' ? 'var(--paper)' : colours[r.role], stroke: (r: Row) => r.role === 'reference' ? 'var(--baseline)' : 'var(--paper)', ...tag('dot') }),
      ],
    ...(shifted && !bars ? [Plot.dot(rows.filter((r) => r.role === 'baseline'), { y: 'row', x: 'y', r: 3, dy: 4, fill: 'var(--baseline)', stroke: 'var(--paper)', ...tag('dot-base') })] : []),
    Plot.text(rows.filter((r) => r.label), { y: 'row', frameAnchor: 'right', text: 'label', dx: 6, textAnchor: 'start', fill: 'var(--ink)', fontSize: 11, ...tag('label') }),
    Plot.axisX({ tickFormat: tickY(unit), label: titleWithin(chart, size.width), labelArrow: 'none', tickSize: 0, ticks: Math.max(2, Math.floor((size.width - left) / 90)) }),
    Plot.axisY({ tickSize: 0, label: null, fill: 'var(--ink)', lineWidth: (left - 14) / 13.5, ...(rowHeight > 18 ? {} : { textOverflow: 'ellipsis' as const }) }),
    Plot.tip(rows, Plot.pointer({ x: 'y', y: 'row', title: (r: Row) => `${r.row}\n${tipText(chart, r)}`, ...tipLook })),
  ];
  const legend = chart.series.length > 1 && !size.bare ? [...new Map(rows.map((r) => [r.series, r])).values()] : [];
  const legendRoom = legend.reduce((sum, r) => sum + r.series.length * 6.6 + 28, 0);
  const start = Math.min(0, size.width - left - legendRoom);   // begins left of the frame when it would not fit
  const offset = (i: number): number => start + legend.slice(0, i).reduce((sum, r) => sum + r.series.length * 6.6 + 28, 0);
  legend.forEach((r, i) => marks.push(
    Plot.dot([r], { frameAnchor: 'top-left', dx: offset(i) + 4, dy: -28, r: 4,
      fill: r.role === 'reference' ? 'var(--paper)' : colours[r.role], stroke: r.role === 'reference' ? 'var(--baseline)' : 'var(--paper)' }),
    Plot.text([r.series], { frameAnchor: 'top-left', dx: offset(i) + 12, dy: -33, text: (t: string) => t, textAnchor: 'start' })));
  return Plot.plot({ width: size.width, height: names.length * rowHeight + 74, marginLeft: left,
    marginRight: labelled ? 60 : 20, marginTop: 36, marginBottom: 38, style: text,
    x: { domain: chart.y?.low === 0 ? [0, domainOf(chart)[1]] : domainOf(chart), nice: true },
    y: { domain: names, type: 'band', padding: 0 }, marks });
}

function drawBars(chart: Chart, size: Size): Element {
  const rows = rowsOf(chart.series.slice(0, 1));
  const unit = chart.y?.unit ?? '';
  const names = rows.map((r) => r.row);
  const longest = Math.max(...names.map((n) => n.length));
  const every = Math.ceil((longest * 7.2 + 6) * names.length / Math.max(size.width - 66, 1)); // names that fit beside each other
  return Plot.plot({ width: size.width, height: size.height ?? 300, marginLeft: 46, marginTop: 32, style: text,
    x: { type: 'band', label: null, padding: 0.3 }, marks: [
      Plot.gridY({ stroke: 'var(--line)', strokeOpacity: 1 }),
      Plot.barY(rows, { x: 'row', y: 'y', fill: 'var(--scenario)', fillOpacity: 0.85 }),
      Plot.text(rows.filter((_, i) => i % Math.min(every, 2) === 0 || i === rows.length - 1), { x: 'row', y: 'y', text: (r: Row) => r.label || value(r.y, unit), dy: -8, fontSize: 11 }),
      Plot.ruleY([0], { stroke: 'var(--soft)' }),
      Plot.axisX({ tickSize: 0, label: null, ...(every > 1 ? { ticks: names.filter((_, i) => i % every === 0) } : {}) }),
      Plot.axisY({ tickSize: 0, label: axisTitle(chart.y), labelArrow: 'none', labelAnchor: 'top', tickFormat: tickY(unit) }),
      Plot.tip(rows, Plot.pointerX({ x: 'row', y: 'y', title: (r: Row) => `${r.row}\n${withUnit(r.y, unit)}`, ...tipLook })),
    ] });
}

function drawPoints(chart: Chart, size: Size): Element {
  const rows = rowsOf(chart.series);
  return Plot.plot({ width: size.width, height: size.height ?? 340, style: text, grid: true,
    marginBottom: 44, x: { label: axisTitle(chart.x), labelArrow: 'none', labelOffset: 38, tickFormat: tickY(chart.x?.unit ?? '') },
    y: { label: axisTitle(chart.y), labelArrow: 'none', tickFormat: tickY(chart.y?.unit ?? '') },
    marks: [
      Plot.dot(rows, { x: 'x', y: 'y', r: 3, fill: (r: Row) => colours[r.role] }),
      Plot.tip(rows, Plot.pointer({ x: 'x', y: 'y', title: (r: Row) => [r.label || r.series, `${value(r.x, chart.x?.unit ?? '')}; ${withUnit(r.y, chart.y?.unit ?? '')}`].join('\n'), ...tipLook })),
    ] });
}

// "capability.quality_russia" as "quality_russia" where room is short.
function shortName(name: string, most: number): string {
  const dot = name.includes(' ') || name.length <= most ? -1 : name.indexOf('.');
  const rest = name.slice(dot + 1);
  return rest.length > most ? `${rest.slice(0, most - 1)}…` : rest;
}

function drawCells(chart: Chart, size: Size): Element {
  const names = chart.series.map((s) => s.label);
  const room = size.width < 500 ? 108 : 190;
  const side = Math.min(46, (size.width - room - 4) / Math.max(names.length, 1));
  const short = (n: string): string => shortName(n, size.width < 500 ? 15 : 28);
  const cells = chart.series.flatMap((s) => s.points.map((p) => ({ row: s.label, column: String(p.x), y: p.y })));
  const most = Math.max(...cells.map((c) => c.y ?? 0), 1e-9);
  return Plot.plot({ width: room + side * names.length + 4, height: room * 0.72 + side * names.length + 4,
    marginLeft: room, marginTop: room * 0.72, marginBottom: 4, marginRight: 4, style: text,
    x: { domain: names, axis: 'top', tickSize: 0, label: null, tickRotate: -40, tickFormat: short },
    y: { domain: names, tickSize: 0, label: null, tickFormat: short },
    marks: [
      Plot.cell(cells, { x: 'column', y: 'row', inset: 1, fill: (c: { y: Num }) => c.y === null ? 'var(--faint)' : 'var(--scenario)',
        fillOpacity: (c: { y: Num }) => c.y === null ? 1 : 0.08 + 0.6 * c.y / most }),
      Plot.text(cells.filter((c) => c.y !== null), { x: 'column', y: 'row', text: (c: { y: number }) => c.y.toFixed(2), fill: 'var(--ink)', fontSize: 11 }),
      Plot.tip(cells, Plot.pointer({ x: 'column', y: 'row', title: (c: { row: string; column: string; y: Num }) => `${c.row}\n${c.column}\n${c.y === null ? 'not distinguishable from zero' : c.y.toFixed(3)}`, ...tipLook })),
    ] });
}

function drawParallel(chart: Chart, size: Size): Element {
  const ends = chart.series.filter((s) => s.role === 'reference').flatMap((s) => s.points);
  const lines = chart.series.filter((s) => s.role !== 'reference');
  const names = [...new Set(ends.map((p) => String(p.x)))];
  const room = Math.floor((size.width - 124) / 6.6 / Math.max(names.length, 1));
  const rows = lines.flatMap((s) => s.points.map((p) => ({ series: s.label, role: s.role ?? 'scenario', x: String(p.x), y: p.y ?? NaN, label: p.label ?? '' })));
  return Plot.plot({ width: size.width, height: size.height ?? 340, marginLeft: 62, marginRight: 62, marginTop: 24, marginBottom: 56, style: text,
    x: { type: 'point', domain: names, padding: 0 }, y: { domain: [0, 1], axis: null }, marks: [
      Plot.ruleX(names, { stroke: 'var(--soft)' }),
      Plot.line(rows, { x: 'x', y: 'y', z: 'series', stroke: (r: { role: Row['role'] }) => colours[r.role],
        strokeWidth: 1.6, strokeOpacity: 0.6 }),
      Plot.text(ends.filter((p) => (p.y ?? 0) > 0.5), { x: 'x', y: 'y', text: 'label', dy: -10 }),
      Plot.text(ends.filter((p) => (p.y ?? 0) <= 0.5), { x: 'x', y: 'y', text: 'label', dy: 12 }),
      Plot.axisX({ tickSize: 0, label: null, dy: 16, tickFormat: (n: string) => shortName(n, room) }),
      Plot.tip(rows, Plot.pointer({ x: 'x', y: 'y', title: (r: { series: string; x: string; label: string }) => `${r.series}\n${r.x}: ${r.label}`, ...tipLook })),
    ] });
}

function named(svg: Element, title: string): Element {
  const target = svg.tagName.toLowerCase() === 'svg' ? svg : svg.querySelector('svg');
  target?.setAttribute('role', 'img');
  target?.setAttribute('aria-label', title);
  if (!target) return svg;
  const plain = (root: Element): void => {
    for (const part of [root, ...root.querySelectorAll('[aria-label], [aria-description]')]) {
      if (part === target) continue;
      part.removeAttribute('aria-label');
      part.removeAttribute('aria-description');
    }
  };
  plain(target);
  if (typeof MutationObserver === 'function') // what follows the pointer is drawn later
    new MutationObserver((all) => { for (const { addedNodes } of all) for (const n of addedNodes) if (n instanceof Element) plain(n); }).observe(target, { childList: true, subtree: true });
  return svg;
}

// One chart, or one panel of it; small multiples share their scale.
export function draw(chart: Chart, size: Size, panel = ''): Element {
  const series = panel ? chart.series.filter((s) => s.panel === panel) : chart.series;
  const title = panel ? `${chart.title}: ${panel}` : chart.title;
  if (chart.form === 'dots' || chart.form === 'tornado') return named(drawRows({ ...chart, series }, size), title);
  if (chart.form === 'cells') return named(drawCells({ ...chart, series }, size), title);
  if (chart.form === 'parallel') return named(drawParallel({ ...chart, series }, size), title);
  if (chart.form === 'bars') return named(drawBars({ ...chart, series }, size), title);
  if (chart.form === 'points') return named(drawPoints({ ...chart, series }, size), title);
  return named(drawPath(chart, series, size, panel !== ''), title);
}
