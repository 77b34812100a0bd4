// Draws shapes of states on an equal-area map of Europe or of the world: the report's shapes come
// from the atlas (europe.ts), the live page's from the treaty engine (outlines.ts).
import { geoArea, geoAzimuthalEqualArea, geoCentroid, geoEqualEarth, geoGraticule10, geoPath, scaleSqrt, select, type GeoProjection } from 'd3';
import type { Feature, Geometry } from 'geojson';

export type StateShape = Feature<Geometry, { state: string }>;
export type View = 'europe' | 'world';

// Places for dots where the middle of a state lies badly or outside the frame.
const places: Record<string, [number, number]> = {
  FRA: [2.5, 46.6], NOR: [9.5, 61], RUS: [44, 56], GBR: [-1.6, 52.8], HRV: [16.4, 45.6], GRC: [22.3, 39.5],
  DNK: [9.4, 56], ITA: [12.4, 42.8], NLD: [5.4, 52.2], SWE: [15, 60.5], FIN: [26, 63.5], PRT: [-8.2, 39.6], TUR: [33.5, 39],
};

export function projection(width: number, height: number, view: View = 'europe'): GeoProjection {
  if (view === 'world') return geoEqualEarth().rotate([-11, 0]).fitExtent([[1, 1], [width - 1, height - 1]], { type: 'Sphere' });
  return geoAzimuthalEqualArea().rotate([-15, -52]).fitExtent([[0, 0], [width, height]], {
    type: 'MultiPoint', coordinates: [[-11, 36], [36, 34.5], [-23, 64.5], [30, 71.5], [45, 45], [42, 62], [-9, 60]],
  });
}

export const heightOf = (width: number, view: View): number => Math.round(width * (view === 'world' ? 0.487 : 0.74));

export interface MapOptions {
  width: number;
  title: string;
  view?: View;
  fill?: (state: string) => string | null;
  dot?: (state: string) => number | null;
  label?: (state: string) => string;
  apart?: string[]; // states outside the frame, drawn as dots beneath: in a row, on a phone one below another
  places?: { at: [number, number]; label: string; value: string; fill: string }[]; // points with a name
  onState?: (state: string) => void;
  onPoint?: (lon: number, lat: number) => void;
  mark?: [number, number] | null;
  attacker?: string; // a state drawn hatched, as the one who attacks
  mine?: string; // a state with an outline of its own
  names?: { state: string; text: string; inverse: boolean }[]; // states whose name stands on the map
  keys?: boolean; // states can be chosen by keyboard
}

// Outlines in pixels are the same while shapes, view and width are.
const memory = new WeakMap<readonly StateShape[], Map<string, { d: string; small: [number, number] | null }[]>>();

function pixels(shapes: readonly StateShape[], width: number, view: View): { d: string; small: [number, number] | null }[] {
  const known = memory.get(shapes) ?? new Map<string, { d: string; small: [number, number] | null }[]>();
  memory.set(shapes, known);
  const name = `${view}|${width}`;
  let found = known.get(name);
  if (!found) {
    const path = geoPath(projection(width, heightOf(width, view), view)).digits(1);
    found = shapes.map((f) => {
      const area = path.area(f);
      const [x, y] = path.centroid(f);
      return { d: path(f) ?? '', small: area > 0 && area < 14 && !Number.isNaN(x) ? [x, y] : null };
    });
    if (known.size > 6) known.clear();
    known.set(name, found);
  }
  return found;
}

interface Labelled { place: NonNullable<MapOptions['places']>[number]; x: number; y: number; toX: number; toY: number }

// Places that lie close together have their labels in a column to the west of them, one below
// another, each with a line to its point.
function labelled(places: NonNullable<MapOptions['places']>, at: GeoProjection): Labelled[] {
  const all = places.flatMap((place) => { const xy = at(place.at); return xy ? [{ place, x: xy[0], y: xy[1], toX: 0, toY: 0 }] : []; }).sort((a, b) => a.x - b.x);
  const groups: Labelled[][] = [];
  for (const p of all) {
    const last = groups.at(-1);
    if (last && p.x - last.at(-1)!.x < 50) last.push(p);
    else groups.push([p]);
  }
  let under = 9; // labels of one group reach over the next to the west
  for (const group of groups) {
    group.sort((a, b) => a.y - b.y);
    const west = Math.min(...group.map((p) => p.x)) - 18;
    const middle = group.reduce((sum, p) => sum + p.y, 0) / group.length;
    group.forEach((p, i) => { p.toX = west; p.toY = Math.max(under, middle - 7 * (group.length - 1)) + 14 * i; });
    under = Math.max(...group.map((p) => p.toY)) + 14;
  }
  return all;
}

const isPhone = (o: MapOptions): boolean => o.width < 500;

let frames = 0;

export function drawMap(states: readonly StateShape[], o: MapOptions): SVGSVGElement {
  const view = o.view ?? 'europe';
  const height = heightOf(o.width, view);
  const foot = !o.apart?.length ? 0 : isPhone(o) ? 16 + 40 * o.apart.length : 64;
  const drawn = pixels(states, o.width, view);
  const own = `map-${++frames}`; // several maps may stand on one page
  const svg = select(document.createElementNS('http://www.w3.org/2000/svg', 'svg'))
    .attr('viewBox', `0 0 ${o.width} ${height + foot}`).attr('width', o.width).attr('height', height + foot)
    .attr('role', 'img').attr('aria-label', o.title);
  const defs = svg.append('defs');
  defs.append('clipPath').attr('id', `${own}-frame`).append('rect').attr('width', o.width).attr('height', height);
  defs.append('pattern').attr('id', `${own}-hatched`).attr('width', 5).attr('height', 5)
    .attr('patternUnits', 'userSpaceOnUse').attr('patternTransform', 'rotate(45)')
    .append('line').attr('y2', 5).attr('stroke', 'var(--soft)').attr('stroke-width', 1.6);
  if (o.attacker) {
    const hatch = defs.append('pattern').attr('id', `${own}-attacker`).attr('width', 6).attr('height', 6)
      .attr('patternUnits', 'userSpaceOnUse').attr('patternTransform', 'rotate(45)');
    hatch.append('rect').attr('width', 6).attr('height', 6).attr('fill', 'var(--faint)');
    hatch.append('line').attr('y2', 6).attr('stroke', 'var(--bad)').attr('stroke-width', 2);
  }
  const land = svg.append('g').attr('clip-path', `url(#${own}-frame)`);
  if (view === 'world')
    land.append('path').attr('d', geoPath(projection(o.width, height, view)).digits(1)(geoGraticule10())).attr('fill', 'none').attr('stroke', 'var(--line)').attr('stroke-width', 0.5);
  const fill = (state: string): string => state === 'UKR-crimea' ? `url(#${own}-hatched)` : state && state === o.attacker ? `url(#${own}-attacker)` : o.fill?.(state) ?? 'var(--faint)';
  const shapes = land.selectAll('path.state').data(states).join('path').attr('class', 'state')
    .attr('data-state', (f) => f.properties.state)
    .attr('d', (_, i) => drawn[i]!.d).attr('fill-rule', 'evenodd')
    .attr('fill', (f) => fill(f.properties.state))
    .attr('stroke', 'var(--soft)').attr('stroke-width', view === 'world' ? 0.3 : 0.5);
  if (o.mine) {
    const i = states.findIndex((f) => f.properties.state === o.mine);
    if (i >= 0) land.append('path').attr('class', 'mine').attr('d', drawn[i]!.d).attr('fill', 'none').attr('stroke', 'var(--ink)').attr('stroke-width', 2).attr('pointer-events', 'none');
  }
  shapes.append('title').text((f) => o.label?.(f.properties.state) ?? '');
  // The smallest states are a few pixels: a dot each, where they have something to show.
  const small = states.flatMap((f, i) => (drawn[i]!.small && !o.dot && f.properties.state && o.fill?.(f.properties.state) ? [{ f, at: drawn[i]!.small! }] : []));
  const specks = land.selectAll('circle').data(small).join('circle').attr('cx', (x) => x.at[0]).attr('cy', (x) => x.at[1])
    .attr('r', view === 'world' ? 2.5 : 4.5).attr('fill', (x) => fill(x.f.properties.state)).attr('stroke', 'var(--ink)').attr('stroke-width', 0.6);
  specks.append('title').text((x) => o.label?.(x.f.properties.state) ?? '');
  if (o.onState) {
    const chosen = o.onState;
    const choose = (state: string): void => { const it = state === 'UKR-crimea' ? 'UKR' : state; if (it) chosen(it); };
    shapes.style('cursor', 'pointer').on('click', (_, f) => choose(f.properties.state));
    specks.style('cursor', 'pointer').on('click', (_, x) => choose(x.f.properties.state));
  }
  const at = projection(o.width, height, view);
  if (o.onPoint) {
    const chosen = o.onPoint;
    svg.style('cursor', 'crosshair').on('click', (event: MouseEvent) => {
      const box = (svg.node() as SVGSVGElement).getBoundingClientRect();
      const place = at.invert?.([(event.clientX - box.left) * o.width / box.width, (event.clientY - box.top) * (height + foot) / box.height]);
      if (place && Math.abs(place[1]) <= 90 && Math.abs(place[0]) <= 180) chosen(place[0], place[1]);
    });
  }
  for (const name of o.names ?? []) {
    const place = placeOf(states, name.state);
    const xy = place && at(place);
    if (!xy || xy[0] < 10 || xy[0] > o.width - 10 || xy[1] < 10 || xy[1] > height - 6) continue;
    svg.append('text').attr('x', xy[0]).attr('y', xy[1] + 4).attr('text-anchor', 'middle').attr('font-size', 13).attr('font-weight', 600).attr('pointer-events', 'none')
      .attr('fill', name.inverse ? 'var(--paper)' : 'var(--ink)').attr('stroke', name.inverse ? 'var(--victim)' : 'var(--paper)').attr('stroke-width', 3).attr('paint-order', 'stroke').text(name.text);
  }
  const marked = o.mark ? at(o.mark) : null;
  if (marked)
    svg.append('path').attr('d', `M${marked[0] - 7},${marked[1]}h14M${marked[0]},${marked[1] - 7}v14`)
      .attr('stroke', 'var(--bad)').attr('stroke-width', 2.5).attr('pointer-events', 'none');
  for (const p of labelled(o.places ?? [], at)) {
    const g = svg.append('g').attr('pointer-events', 'none');
    g.append('path').attr('d', `M${p.x},${p.y}L${p.toX + 3},${p.toY}`).attr('fill', 'none').attr('stroke', 'var(--soft)').attr('stroke-width', 0.8);
    g.append('circle').attr('cx', p.x).attr('cy', p.y).attr('r', 4).attr('fill', p.place.fill).attr('stroke', 'var(--paper)');
    const text = g.append('text').attr('x', p.toX).attr('y', p.toY + 4).attr('text-anchor', 'end').attr('font-size', 11).attr('fill', 'var(--ink)').attr('stroke', 'var(--paper)').attr('stroke-width', 3).attr('paint-order', 'stroke');
    if (o.width >= 480) text.append('tspan').text(`${p.place.label} `);
    text.append('tspan').attr('font-weight', 600).text(p.place.value);
  }
  if (o.dot) addDots(states, svg as never, o, height);
  return svg.node() as SVGSVGElement;
}

const middles = new WeakMap<readonly StateShape[], Map<string, [number, number] | null>>();

export function placeOf(states: readonly StateShape[], state: string): [number, number] | null {
  if (places[state]) return places[state];
  const known = middles.get(states) ?? new Map<string, [number, number] | null>();
  middles.set(states, known);
  if (!known.has(state)) {
    const parts = states.filter((f) => f.properties.state === state).sort((a, b) => geoArea(b) - geoArea(a));
    known.set(state, parts[0] ? geoCentroid(parts[0]) : null);
  }
  return known.get(state) ?? null;
}

function addDots(states: readonly StateShape[], svg: ReturnType<typeof select>, o: MapOptions, height: number): void {
  const at = projection(o.width, height, o.view);
  const inside = states.map((f) => f.properties.state).filter((s) => s && !o.apart?.includes(s));
  const all = [...new Set([...inside, ...(o.apart ?? [])])]
    .map((state) => ({ state, value: o.dot?.(state) ?? null }))
    .filter((d): d is { state: string; value: number } => d.value !== null && d.value > 0);
  const radius = scaleSqrt([0, Math.max(...all.map((d) => d.value), 1)], [0, Math.min(34, o.width / 18)]);
  const dots = svg.append('g');
  const widest = radius.range()[1] ?? 30;
  let x = widest;
  let row = 0;
  for (const d of all.sort((a, b) => b.value - a.value)) {
    const apart = o.apart?.includes(d.state) ?? false;
    const place = placeOf(states, d.state);
    const [cx, cy] = apart ? [x, height + 30 + 40 * row] : (place && at(place)) ?? [NaN, NaN];
    if (Number.isNaN(cx) || (!apart && (cx < 0 || cx > o.width || cy < 0 || cy > height))) continue;
    const said = o.label?.(d.state) ?? d.state;
    const lead = apart && x > widest ? radius(d.value) : 0;
    const dot = dots.append('circle').attr('cx', cx + lead).attr('cy', cy).attr('r', Math.max(1.5, radius(d.value)))
      .attr('fill', 'var(--scenario)').attr('fill-opacity', 0.55).attr('stroke', 'var(--scenario)');
    dot.append('title').text(said);
    if (!apart) continue;
    const from = cx + lead + radius(d.value) + 5;
    dots.append('text').attr('x', from).attr('y', cy + 4).attr('font-size', 12).attr('fill', 'var(--soft)').text(said);
    if (isPhone(o)) row++;
    else x = from + said.length * 6.6 + 16;
  }
}
