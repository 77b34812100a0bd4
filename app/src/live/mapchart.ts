// A chart drawn as a map: states coloured by a value in one hue, or places with their figure.
import type { Chart } from '../result.ts';
import { drawMap, type StateShape } from '../maps/draw.ts';
import { unitText, value, withUnit } from '../format.ts';
import { FLASHPOINT_PLACE } from './allies.ts';
import { s } from './strings.ts';

export interface MapContext { shapes: () => StateShape[] }

const shade = (part: number): string => `color-mix(in srgb, var(--scenario) ${Math.round(10 + 80 * Math.min(1, Math.max(0, part)))}%, var(--paper))`;

export function mapOf(c: Chart, width: number, context: MapContext | null): Element {
  const box = document.createElement('div');
  if (!context) return box;
  const own = c.series.find((x) => x.role === 'scenario')?.points ?? [];
  const base = new Map((c.series.find((x) => x.role === 'baseline')?.points ?? []).map((p) => [p.code, p.y]));
  const unit = c.y?.unit ?? '';
  const places = own.flatMap((p) => {
    const at = FLASHPOINT_PLACE[p.code ?? ''];
    const was = base.get(p.code) ?? null;
    const up = p.y !== null && was !== null && p.y > was;
    return at ? [{ at, label: String(p.x), value: value(p.y, unit), fill: up ? 'var(--second)' : 'var(--scenario)' }] : [];
  });
  if (places.length) {
    box.append(drawMap(context.shapes(), { width, title: c.title, view: 'world', places }));
    return box;
  }
  const by = new Map(own.map((p) => [p.code, p]));
  const known = own.map((p) => p.y).filter((y): y is number => typeof y === 'number' && Number.isFinite(y));
  const sorted = [...known].sort((a, b) => a - b);
  const low = Math.min(0, sorted[0] ?? 0);
  const high = sorted.at(-1) ?? 1;
  const part = (y: number): number => (y - low) / (high - low || 1);
  const said = (state: string): string => {
    const p = by.get(state);
    return p ? s.mapSays(String(p.x), withUnit(p.y, unit), value(base.get(state), unit)) : state;
  };
  box.append(drawMap(context.shapes(), { width, title: c.title,
    fill: (state) => { const y = by.get(state)?.y; return typeof y === 'number' ? shade(part(y)) : null; }, label: said }));
  const key = document.createElement('p');
  key.className = 'key fine';
  const steps = [0, 0.25, 0.5, 0.75, 1];
  for (const step of steps) {
    const swatch = document.createElement('span');
    swatch.style.background = shade(step);
    const text = document.createElement('span');
    text.textContent = value(low + step * (high - low), unit);
    key.append(swatch, text);
  }
  key.append(` ${unitText(unit)}`);
  const outside = own.filter((p) => p.code === 'USA' || p.code === 'CAN' || (p.code && ['CHN', 'JPN', 'KOR', 'TWN', 'AUS'].includes(p.code)));
  if (outside.length) key.append(` · ${outside.map((p) => `${p.x} ${value(p.y, unit)}`).join(', ')}`);
  box.append(key);
  return box;
}
