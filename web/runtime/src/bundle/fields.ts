/** Reads typed values from a parsed JSON object, and names the field that is wrong. */
import { BundleDamagedError } from "../errors.js";
import { short, shown } from "./json.js";

const SHA256 = /^[0-9a-f]{64}$/;
const WAY_OUT = "Publish the function again, or copy its bundle again";

/** A value of JSON that holds no others. */
export type Scalar = string | number | boolean | null;

/**
 * A JSON object whose fields are asked for by name and type. Each method throws a
 * BundleDamagedError where the field is missing or has another type.
 */
export class Fields {
  readonly #value: object;

  /**
   * @param value - the parsed JSON value.
   * @param where - the object's name in messages: `function.json: threshold`.
   * @throws BundleDamagedError - it is not an object.
   */
  constructor(
    value: unknown,
    private readonly where: string,
  ) {
    if (!isObject(value)) {
      throw new BundleDamagedError(`${where} must be an object; it is ${shown(value)}. ${WAY_OUT}`);
    }
    this.#value = value;
  }

  // Own fields only: an object has inherited ones (`constructor`, `__proto__`) that no JSON gave it.
  #get(name: string): unknown {
    return Object.hasOwn(this.#value, name) ? this.#value[name as never] : undefined;
  }

  /** Throws an error that names the field, its value and the reason. */
  refuse(name: string, why: string): never {
    const found = shown(this.#get(name));
    throw new BundleDamagedError(`${this.where}: '${name}' ${why}; it is ${found}. ${WAY_OUT}`);
  }

  /** Whether the field exists, even as null. */
  holds(name: string): boolean {
    return this.#get(name) !== undefined;
  }

  /** Whether the field exists and is not null. */
  has(name: string): boolean {
    return (this.#get(name) ?? null) !== null;
  }

  /** A text. */
  text(name: string): string {
    const value = this.#get(name);
    return typeof value === "string" ? value : this.refuse(name, "must be a text");
  }

  /** One of a few texts. */
  oneOf<T extends string>(name: string, texts: readonly T[]): T {
    const value = this.text(name);
    const found = texts.find((each) => each === value);
    return found ?? this.refuse(name, `must be one of ${texts.join(", ")}`);
  }

  /** A whole number that is not below the least; 1.0 is one too: JavaScript can't tell it from 1. */
  integer(name: string, least = 0): number {
    const value = this.#get(name);
    if (!Number.isInteger(value)) return this.refuse(name, "must be a whole number");
    return (value as number) >= least
      ? (value as number)
      : this.refuse(name, `must be at least ${least}`);
  }

  /** A finite number between the bounds, them included. */
  number(name: string, least: number, most: number): number {
    const value = this.#get(name);
    if (typeof value !== "number") return this.refuse(name, "must be a number");
    const within = Number.isFinite(value) && least <= value && value <= most;
    return within ? value : this.refuse(name, `must be from ${least} to ${most}`);
  }

  /** A number from 0 to 1. */
  share(name: string): number {
    return this.number(name, 0, 1);
  }

  /** A number from 0 to 1; null where the field is null or missing. */
  shareOrNull(name: string): number | null {
    return this.has(name) ? this.share(name) : null;
  }

  /** A sha256 in hex. */
  sha256(name: string): string {
    const value = this.text(name);
    return SHA256.test(value) ? value : this.refuse(name, "must be a sha256 of 64 hex digits");
  }

  /** The object in the field. */
  inner(name: string): Fields {
    return new Fields(this.#get(name), `${this.where}: ${name}`);
  }

  /** A list of anything. */
  list(name: string): readonly unknown[] {
    const value = this.#get(name);
    return Array.isArray(value) ? value : this.refuse(name, "must be a list");
  }

  /** A list of texts. */
  texts(name: string): readonly string[] {
    const values = this.list(name);
    if (values.every((each) => typeof each === "string")) return values;
    return this.refuse(name, "must be a list of texts");
  }

  /** A list of objects. */
  objects(name: string): Fields[] {
    return this.list(name).map(
      (each, index) => new Fields(each, `${this.where}: ${name}[${index}]`),
    );
  }

  /** The names and the texts of the object in the field, all of whose values must be texts. */
  namedTexts(name: string): [string, string][] {
    return this.entries(name).map(([key, value]) =>
      typeof value === "string" ? [key, value] : this.refuse(name, "must be an object of texts"),
    );
  }

  /** The names and the objects of the object in the field, all of whose values must be objects. */
  named(name: string): [string, Fields][] {
    return this.entries(name).map(([key, value]) => [
      key,
      new Fields(value, `${this.where}: ${name}: ${short(key)}`),
    ]);
  }

  /** The names and the values of all fields; no value may be a list or an object. */
  scalars(): [string, Scalar][] {
    return Object.entries(this.#value).map(([name, value]) =>
      value === null || ["string", "number", "boolean"].includes(typeof value)
        ? [name, value as Scalar]
        : this.refuse(name, "must be a text, a number, true, false or null"),
    );
  }

  /** The names and the values of the object in the field. */
  entries(name: string): [string, unknown][] {
    const value = this.#get(name);
    return isObject(value) ? Object.entries(value) : this.refuse(name, "must be an object");
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Returns an object of these entries that inherits nothing, so that a name is in it or is not. */
export function record<T>(entries: Iterable<readonly [string, T]>): Readonly<Record<string, T>> {
  const made = Object.create(null) as Record<string, T>;
  for (const [key, value] of entries) made[key] = value;
  return made;
}
