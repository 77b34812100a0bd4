// A picture that does not jump: the scale stays while the figures fit into it and fill a third of
// it, and rows keep their order while they are the same rows.
import { rowNames } from '../charts/data.ts';
import type { Chart } from '../result.ts';

export interface Scale { name: string; low: number; high: number; order: string[] }

export function steady(c: Chart, last: Scale | null): Chart {
  const all = c.series.flatMap((x) => x.points.flatMap((p) => [p.y, p.p5, p.p95]))
    .filter((v): v is number => typeof v === 'number' && Number.isFinite(v));
  if (!all.length) return c;
  let low = Math.min(...all, ...(typeof c.y?.low === 'number' ? [c.y.low] : []));
  let high = Math.max(...all, ...(typeof c.y?.high === 'number' ? [c.y.high] : []));
  const same = last?.name === c.name;
  if (same && low >= last.low && high <= last.high && high - low > 0.33 * (last.high - last.low)) ({ low, high } = last);
  else if (same) { // it has to move: leave room, so that the next step of a drag need not
    const room = 0.12 * (high - low);
    const floor = low >= 0 ? 0 : -Infinity;
    const ceiling = high <= 1 && c.y?.unit?.startsWith('share') ? 1 : Infinity;
    ({ low, high } = { low: Math.max(floor, low - room), high: Math.min(ceiling, high + room) });
  }
  const names = c.form === 'dots' ? rowNames(c) : [];
  const kept = same && names.length === last.order.length && names.every((n) => last.order.includes(n)) ? last.order : names;
  const at = new Map(kept.map((n, i) => [n, i]));
  const series = c.form === 'dots' ? c.series.map((x) => ({ ...x, points: [...x.points].sort((p, q) => at.get(String(p.x))! - at.get(String(q.x))!) })) : c.series;
  return { ...c, series, y: { label: '', ...c.y, low, high } };
}

export function settled(c: Chart): Scale | null {
  return typeof c.y?.low === 'number' && typeof c.y.high === 'number' ? { name: c.name, low: c.y.low, high: c.y.high, order: c.form === 'dots' ? rowNames(c) : [] } : null;
}
