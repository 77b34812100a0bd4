// The live page's shapes: the polygons by which the treaty engine places an event, of every state.
import { geoArea } from 'd3';
import type { StateShape } from './draw.ts';

export interface Ring { state: string; points: [number, number][] }

// d3 wants rings clockwise; a ring that comes out larger than half the globe runs the other way.
function wound(points: [number, number][]): [number, number][] {
  const ring = [...points, points[0]!];
  return geoArea({ type: 'Polygon', coordinates: [ring] }) > 2 * Math.PI ? ring.reverse() : ring;
}

const holds = (ring: Ring, lon: number, lat: number): boolean => {
  let inside = false;
  for (let i = 0, j = ring.points.length - 1; i < ring.points.length; j = i++) {
    const [xi, yi] = ring.points[i]!;
    const [xj, yj] = ring.points[j]!;
    if (yi > lat !== yj > lat && lon < ((xj - xi) * (lat - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
};

// One shape a state, and Crimea once more, for its hatching. French Guiana stands on its own.
export function shapesOf(rings: readonly Ring[]): StateShape[] {
  const by = new Map<string, [number, number][][]>();
  const crimea: [number, number][][] = [];
  for (const ring of rings) {
    if (ring.points.length < 3) continue;
    const points = wound(ring.points);
    const [lon, lat] = ring.points[0]!;
    const state = ring.state === 'FRA' && (lon < -12 || lon > 20 || lat < 40) ? 'FRA-overseas' : ring.state;
    by.set(state, [...(by.get(state) ?? []), points]);
    if (ring.state === 'UKR' && holds(ring, 34.2, 45.2)) crimea.push(points);
  }
  const shape = (state: string, parts: [number, number][][]): StateShape =>
    ({ type: 'Feature', properties: { state }, geometry: { type: 'MultiPolygon', coordinates: parts.map((p) => [p]) } });
  return [...[...by].map(([state, parts]) => shape(state, parts)), shape('UKR-crimea', crimea)];
}
