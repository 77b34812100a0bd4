// Makes the two maps from world-atlas at build time: Europe from the 1:50m set, simplified, and
// the world from the 1:110m set. Two corrections to the atlas: Crimea is Ukraine (its outline
// is kept apart so that it can be hatched), and France's overseas parts stand on their own.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import type { GeometryCollection, GeometryObject, MultiPolygon, Polygon, Topology } from 'topojson-specification';
import { feature, mergeArcs, quantize } from 'topojson-client';
import { presimplify, quantile, simplify } from 'topojson-simplify';
import { topology as build } from 'topojson-server';
import { geoBounds, geoCentroid } from 'd3';
import type { Feature, FeatureCollection, Geometry } from 'geojson';
import { alpha3 } from './codes.ts';

type Area = Polygon | MultiPolygon;
type Atlas = Topology<{ countries: GeometryCollection<{ name?: string }> }>;
type Rings = number[][];

const require = createRequire(import.meta.url);

function read(file: string): Atlas {
  return JSON.parse(readFileSync(require.resolve(`world-atlas/${file}`), 'utf8')) as Atlas;
}

function parts(area: Area): Rings[] {
  return area.type === 'Polygon' ? [area.arcs] : area.arcs;
}

function centre(atlas: Atlas, rings: Rings): [number, number] {
  const piece = { type: 'Polygon', arcs: rings } as Polygon;
  return geoCentroid(feature(atlas, piece as GeometryObject) as Feature);
}

// Takes the parts for which `leaves` is true out of a country.
function take(atlas: Atlas, country: Area, leaves: (lon: number, lat: number) => boolean): Rings[] {
  const kept: Rings[] = [];
  const taken: Rings[] = [];
  for (const rings of parts(country)) {
    const [lon, lat] = centre(atlas, rings);
    (leaves(lon, lat) ? taken : kept).push(rings);
  }
  Object.assign(country, { type: 'MultiPolygon', arcs: kept });
  return taken;
}

const inCrimea = (lon: number, lat: number): boolean => lon > 32.3 && lon < 36.7 && lat > 44.2 && lat < 46.3;
const overseas = (lon: number, lat: number): boolean => lon < -12 || lon > 20 || lat < 40;

interface Named { id?: string | number | undefined; properties?: { name?: string } }

function corrected(file: string): FeatureCollection<Geometry, { state: string }> {
  const atlas = read(file);
  const all = atlas.objects.countries.geometries as (Area & Named)[];
  const by = (id: string): (Area & Named) | undefined => all.find((g) => String(g.id) === id);
  const russia = by('643');
  const ukraine = by('804');
  const france = by('250');
  if (!russia || !ukraine || !france) throw new Error(`${file}: a country is missing`);
  const crimea = take(atlas, russia, inCrimea);
  const guiana = take(atlas, france, overseas);
  const peninsula: MultiPolygon = { type: 'MultiPolygon', arcs: crimea };
  const whole = mergeArcs(atlas, [ukraine as Polygon, peninsula as unknown as Polygon]);
  Object.assign(ukraine, { type: 'MultiPolygon', arcs: whole.arcs });
  const out: Feature<Geometry, { state: string }>[] = [];
  const add = (state: string, area: Area): void => {
    const f = feature(atlas, area as GeometryObject) as Feature;
    out.push({ type: 'Feature', properties: { state }, geometry: f.geometry });
  };
  for (const g of all) {
    const named = g.properties?.name === 'Kosovo' ? 'XKX' : alpha3.get(String(g.id).padStart(3, '0'));
    add(named ?? '', g);
  }
  if (guiana.length) add('FRA-overseas', { type: 'MultiPolygon', arcs: guiana });
  if (crimea.length) add('UKR-crimea', peninsula);
  return { type: 'FeatureCollection', features: out };
}

// The parts of states that the European map shows, with a margin.
function nearEurope(f: Feature<Geometry, { state: string }>): Feature<Geometry, { state: string }>[] {
  const rings = f.geometry.type === 'MultiPolygon' ? f.geometry.coordinates
    : f.geometry.type === 'Polygon' ? [f.geometry.coordinates] : [];
  const near = rings.filter((polygon) => {
    const [[west, south], [east, north]] = geoBounds({ type: 'Polygon', coordinates: polygon });
    return west < 62 && (east > -26 || west > east) && west > -26 && south < 74 && north > 29;
  });
  return near.length ? [{ ...f, geometry: { type: 'MultiPolygon', coordinates: near } }] : [];
}

function europe(): Topology {
  const all = corrected('countries-50m.json');
  const near = { ...all, features: all.features.flatMap(nearEurope) };
  const weighted = presimplify(build({ states: near }) as never);
  const small = simplify(weighted as never, quantile(weighted as never, 0.5));
  return quantize(small as never, 1e4) as Topology;
}

function world(): Topology {
  const rest = corrected('countries-110m.json');
  rest.features = rest.features.filter((f) => f.geometry.type !== 'Point');
  return build({ states: rest }, 2e3);
}

export function maps(): Plugin {
  return {
    name: 'entente-maps',
    resolveId: (id) => (id.startsWith('virtual:map-') ? `\0${id}` : undefined),
    load(id) {
      if (id === '\0virtual:map-europe') return `export default ${JSON.stringify(europe())}`;
      if (id === '\0virtual:map-world') return `export default ${JSON.stringify(world())}`;
      return undefined;
    },
  };
}
