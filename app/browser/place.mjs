// Where the page draws a place: the projections of app/src/maps/draw.ts, for tests that click.
import { geoAzimuthalEqualArea, geoEqualEarth } from 'd3';

export const heightOf = (width, view) => Math.round(width * (view === 'world' ? 0.487 : 0.74));

export function projection(width, height, view) {
  if (view === 'world') return geoEqualEarth().rotate([-11, 0]).fitExtent([[1, 1], [width - 1, height - 1]], { type: 'Sphere' });
  return geoAzimuthalEqualArea().rotate([-15, -52]).fitExtent([[0, 0], [width, height]], {
    type: 'MultiPoint', coordinates: [[-11, 36], [36, 34.5], [-23, 64.5], [30, 71.5], [45, 45], [42, 62], [-9, 60]],
  });
}
