type Numbers = ReadonlySet<number>;
export function leanModule(content: Uint8Array, kept: Numbers): Uint8Array<ArrayBuffer>;
export function tracedModule(content: Uint8Array): Uint8Array<ArrayBuffer>;
export function functionsThatRan(exports: WebAssembly.Exports): Set<number>;
export function withNamed(content: Uint8Array, ran: Numbers): Set<number>;
export function packNumbers(numbers: Numbers, count: number): string;
export function unpackNumbers(packed: string): Set<number>;
export function countFunctions(content: Uint8Array): number;
