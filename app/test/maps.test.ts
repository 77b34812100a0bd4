import { describe, expect, it } from 'vitest';
import { feature } from 'topojson-client';
import { geoContains } from 'd3';
import type { FeatureCollection, Geometry } from 'geojson';
import europe from 'virtual:map-europe';
import world from 'virtual:map-world';

const shapes = (t: typeof europe): FeatureCollection<Geometry, { state: string }> =>
  feature(t, t.objects.states) as FeatureCollection<Geometry, { state: string }>;

function stateAt(t: typeof europe, lon: number, lat: number): string[] {
  return shapes(t).features.filter((f) => geoContains(f, [lon, lat])).map((f) => f.properties.state);
}

describe('maps', () => {
  it.each([['Europe', europe], ['world', world]] as const)('%s: Crimea is Ukraine, and hatched', (_, t) => {
    expect(stateAt(t, 34.1, 45.2)).toEqual(['UKR', 'UKR-crimea']);
    expect(stateAt(t, 37.6, 55.7)).toEqual(['RUS']);
    expect(stateAt(t, 36.2, 49.9)).toEqual(['UKR']);
  });
  it('keeps French Guiana apart from France', () => {
    expect(stateAt(world, -53, 4)).toEqual(['FRA-overseas']);
    expect(stateAt(europe, 2.3, 48.8)).toEqual(['FRA']);
  });
  it('shows every small ally', () => {
    const states = new Set(shapes(europe).features.map((f) => f.properties.state));
    for (const ally of ['LUX', 'MNE', 'SVN', 'EST', 'MKD', 'ALB', 'ISL']) expect(states).toContain(ally);
  });
});
