declare module 'virtual:map-europe' {
  const topology: import('topojson-specification').Topology<{
    states: import('topojson-specification').GeometryCollection<{ state: string }>;
  }>;
  export default topology;
}
declare module 'virtual:map-world' {
  const topology: import('topojson-specification').Topology<{
    states: import('topojson-specification').GeometryCollection<{ state: string }>;
  }>;
  export default topology;
}
declare module 'topojson-simplify' {
  export function presimplify<T>(topology: T): T;
  export function simplify<T>(topology: T, minimum: number): T;
  export function quantile<T>(topology: T, p: number): number;
}
declare module 'topojson-server' {
  export function topology(
    objects: Record<string, import('geojson').GeoJSON>,
    quantization?: number,
  ): import('topojson-specification').Topology<any>;
}
