/**
 * Types of LiteRT.js's WebAssembly module, as far as it is used (@litertjs/core 2.5.3, Apache-2.0).
 *
 * Its files are pinned by their hashes (engine.json), so its inner interface can't change under us;
 * and asked directly it needs no global state, runs at once, and leaks nothing.
 */

interface Deletable {
  delete(): void;
}

interface Vector<T> extends Deletable {
  size(): number;
  get(index: number): T;
}

interface TensorType extends Deletable {
  layout(): Deletable & { dimensions(): Vector<number> };
  elementType(): { readonly value: number };
}

export interface TensorBuffer extends Deletable {
  lock(mode: unknown): number;
  unlock(): void;
  packedSize(): number;
}

export interface Model extends Deletable {
  getNumSignatures(): number;
  getInputTensorType(signature: number, index: number): TensorType;
  getOutputTensorType(signature: number, index: number): TensorType;
  getSignature(index: number): Deletable & {
    inputNames(): Vector<string>;
    outputNames(): Vector<string>;
  };
}

export interface CompiledModel extends Deletable {
  run(signature: number, inputs: TensorBuffer[]): TensorBuffer[] | Promise<TensorBuffer[]>;
}

export interface Module {
  readonly HEAPU8: Uint8Array;
  _malloc(bytes: number): number;
  _free(address: number): void;
  setupLogging(): void;
  readonly LiteRtEnvironment: { create(device: null): Deletable };
  loadModel(environment: Deletable, address: number, bytes: number): Model;
  compileModel(
    environment: Deletable,
    model: Model,
    options: object,
  ): CompiledModel | Promise<CompiledModel>;
  readonly LiteRtTensorBuffer: {
    createManaged(
      environment: Deletable,
      type: unknown,
      tensor: TensorType,
      bytes: number,
    ): TensorBuffer;
  };
  readonly LiteRtTensorBufferType: { readonly HOST_MEMORY: unknown };
  readonly LiteRtTensorBufferLockMode: { readonly READ: unknown; readonly WRITE: unknown };
}

export type ModuleFactory = (options: {
  instantiateWasm(
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ): object;
  mainScriptUrlOrBlob?: string;
  print(text: string): void;
  printErr(text: string): void;
}) => Promise<Module>;

/** LiteRT's numbers for the types of a tensor's elements. */
export const UINT8 = 3;

/** Returns the vector's items, and frees it. */
export function takeItems<T>(vector: Vector<T>): T[] {
  const found: T[] = [];
  for (let index = 0; index < vector.size(); index++) found.push(vector.get(index));
  vector.delete();
  return found;
}

/** Returns a tensor's shape and the number of its type, and frees the description. */
export function takeType(type: TensorType): { shape: number[]; element: number } {
  const layout = type.layout();
  const shape = takeItems(layout.dimensions());
  const element = type.elementType().value;
  layout.delete();
  type.delete();
  return { shape, element };
}
