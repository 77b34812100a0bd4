// The report's map of Europe: outlines of the atlas, simplified when the page is built.
import { feature } from 'topojson-client';
import type { FeatureCollection, Geometry } from 'geojson';
import topology from 'virtual:map-europe';
import { drawMap, type MapOptions, type StateShape } from './draw.ts';

export const states: StateShape[] =
  (feature(topology, topology.objects.states) as FeatureCollection<Geometry, { state: string }>).features;

export const drawEurope = (o: MapOptions): SVGSVGElement => drawMap(states, o);
