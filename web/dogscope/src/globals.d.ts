/** What the two functions and the engine take over the wire, in bytes, by function; from the build. */
declare const __DOWNLOAD_BYTES__: readonly number[];
declare const __VERSION__: string;

declare module "world-atlas/countries-50m.json" {
  import type { Topology } from "topojson-specification";
  const topology: Topology;
  export default topology;
}

declare module "*/runtime/scripts/sizes.js" {
  export function downloads(dist: URL, names: readonly string[]): number[];
}
