// Europe in an equal-area projection, states as shapes, dots sized by a value.
import { feature } from 'topojson-client';
import { geoAzimuthalEqualArea, geoCentroid, geoPath, scaleSqrt, select, type GeoProjection } from 'd3';
import type { Feature, FeatureCollection, Geometry } from 'geojson';
import topology from 'virtual:map-europe';

export type StateShape = Feature<Geometry, { state: string }>;

export const states: StateShape[] =
  (feature(topology, topology.objects.states) as FeatureCollection<Geometry, { state: string }>).features;

// Places for dots where the middle of a state lies badly or outside the frame.
const places: Record<string, [number, number]> = {
  FRA: [2.5, 46.6], NOR: [9.5, 61], RUS: [44, 56], GBR: [-1.6, 52.8], HRV: [16.4, 45.6], GRC: [22.3, 39.5],
  DNK: [9.4, 56], ITA: [12.4, 42.8], NLD: [5.4, 52.2], SWE: [15, 60.5], FIN: [26, 63.5], PRT: [-8.2, 39.6], TUR: [33.5, 39],
};

export function projection(width: number, height: number): GeoProjection {
  return geoAzimuthalEqualArea().rotate([-15, -52]).fitExtent([[0, 0], [width, height]], {
    type: 'MultiPoint', coordinates: [[-11, 36], [36, 34.5], [-23, 64.5], [30, 71.5], [45, 45], [42, 62], [-9, 60]],
  });
}

export function placeOf(state: string): [number, number] | null {
  if (places[state]) return places[state];
  const shape = states.find((f) => f.properties.state === state);
  return shape ? geoCentroid(shape) : null;
}

export interface MapOptions {
  width: number;
  title: string;
  fill?: (state: string) => string | null;
  dot?: (state: string) => number | null;
  label?: (state: string) => string;
  apart?: string[]; // states outside the frame, drawn as dots beneath: in a row, on a phone one below another
  onState?: (state: string) => void;
  onPoint?: (lon: number, lat: number) => void;
  mark?: [number, number] | null;
}

const isPhone = (o: MapOptions): boolean => o.width < 500;

export function drawEurope(o: MapOptions): SVGSVGElement {
  const height = Math.round(o.width * 0.74);
  const foot = !o.apart?.length ? 0 : isPhone(o) ? 16 + 40 * o.apart.length : 64;
  const path = geoPath(projection(o.width, height));
  const svg = select(document.createElementNS('http://www.w3.org/2000/svg', 'svg'))
    .attr('viewBox', `0 0 ${o.width} ${height + foot}`).attr('width', o.width).attr('height', height + foot)
    .attr('role', 'img').attr('aria-label', o.title);
  const defs = svg.append('defs');
  defs.append('clipPath').attr('id', 'europe-frame').append('rect').attr('width', o.width).attr('height', height);
  defs.append('pattern').attr('id', 'hatched').attr('width', 5).attr('height', 5)
    .attr('patternUnits', 'userSpaceOnUse').attr('patternTransform', 'rotate(45)')
    .append('line').attr('y2', 5).attr('stroke', 'var(--soft)').attr('stroke-width', 1.6);
  const land = svg.append('g').attr('clip-path', 'url(#europe-frame)');
  const shapes = land.selectAll('path').data(states).join('path')
    .attr('d', path as never)
    .attr('fill', (f) => f.properties.state === 'UKR-crimea' ? 'url(#hatched)' : o.fill?.(f.properties.state) ?? 'var(--faint)')
    .attr('stroke', 'var(--soft)').attr('stroke-width', 0.5);
  shapes.append('title').text((f) => o.label?.(f.properties.state) ?? '');
  if (o.onState) {
    const chosen = o.onState;
    shapes.style('cursor', 'pointer').on('click', (_, f) => {
      const state = f.properties.state === 'UKR-crimea' ? 'UKR' : f.properties.state;
      if (state) chosen(state);
    });
  }
  const at = projection(o.width, height);
  if (o.onPoint) {
    const chosen = o.onPoint;
    svg.style('cursor', 'crosshair').on('click', (event: MouseEvent) => {
      const box = (svg.node() as SVGSVGElement).getBoundingClientRect();
      const place = at.invert?.([(event.clientX - box.left) * o.width / box.width, (event.clientY - box.top) * (height + foot) / box.height]);
      if (place) chosen(place[0], place[1]);
    });
  }
  const marked = o.mark ? at(o.mark) : null;
  if (marked)
    svg.append('path').attr('d', `M${marked[0] - 7},${marked[1]}h14M${marked[0]},${marked[1] - 7}v14`)
      .attr('stroke', 'var(--bad)').attr('stroke-width', 2.5).attr('pointer-events', 'none');
  if (o.dot) addDots(svg as never, o, height);
  return svg.node() as SVGSVGElement;
}

function addDots(svg: ReturnType<typeof select>, o: MapOptions, height: number): void {
  const at = projection(o.width, height);
  const inside = states.map((f) => f.properties.state).filter((s) => s && !o.apart?.includes(s));
  const all = [...new Set([...inside, ...(o.apart ?? [])])]
    .map((state) => ({ state, value: o.dot?.(state) ?? null }))
    .filter((d): d is { state: string; value: number } => d.value !== null && d.value > 0);
  const radius = scaleSqrt([0, Math.max(...all.map((d) => d.value), 1)], [0, Math.min(34, o.width / 18)]);
  const dots = svg.append('g');
  const widest = radius.range()[1] ?? 30;
  let x = widest, row = 0;
  for (const d of all.sort((a, b) => b.value - a.value)) {
    const apart = o.apart?.includes(d.state) ?? false;
    const place = placeOf(d.state);
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
