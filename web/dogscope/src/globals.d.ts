/** The download size of each function in bytes, the engine with the first; `vite.config.ts` sets it. */
declare const __DOWNLOAD_BYTES__: readonly number[];
declare const __VERSION__: string;

declare module "world-atlas/countries-50m.json" {
  import type { Topology } from "topojson-specification";
  const topology: Topology;
  export default topology;
}

declare module "*/scripts/checkSizes.js" {
  export function packedSize(url: URL): number;
}

declare module "*/runtime/scripts/sizes.js" {
  export function downloads(dist: URL, names: readonly string[], withParts?: boolean): number[];
}
