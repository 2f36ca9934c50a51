/**
 * All that is kept, as the screens see it: a snapshot that changes when something was written.
 *
 * What belongs together is written in one transaction: an interrupted write leaves all of it or none.
 * Tabs tell one another what they wrote.
 */
import { openDatabase, NAME, type Database } from "./browserDatabase";
import { KeepingError, keepingError, type KeepingTrouble } from "./storageErrors";
import {
  DEFAULTS,
  type Catch,
  type Example,
  type MyDog,
  type Picture,
  type Settings,
} from "./records";

export interface Kept {
  /** Newest first. */
  readonly catches: readonly Catch[];
  readonly examples: readonly Example[];
  readonly dogs: readonly MyDog[];
  readonly settings: Settings;
  /** Why nothing can be kept now, or null. */
  readonly trouble: KeepingTrouble | null;
}

/** What is written at once. */
export interface Change {
  readonly catches?: readonly Catch[];
  readonly examples?: readonly Example[];
  readonly dogs?: readonly MyDog[];
  readonly pictures?: readonly Picture[];
  /** Keys of catches, of examples, of dogs and of pictures. */
  readonly remove?: {
    readonly catches?: readonly string[];
    readonly examples?: readonly string[];
    readonly dogs?: readonly string[];
    readonly pictures?: readonly string[];
  };
}

const STORES = ["catches", "examples", "dogs", "pictures"] as const;

export class Keeper {
  #database: Database | null = null;
  #kept: Kept = { catches: [], examples: [], dogs: [], settings: DEFAULTS, trouble: null };
  readonly #listeners = new Set<() => void>();
  readonly #channel: BroadcastChannel | null;
  /** What only this page has, where nothing can be kept. */
  readonly #loose = new Map<string, Picture>();

  constructor(private readonly name = NAME) {
    this.#channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(name);
    this.#channel?.addEventListener("message", () => void this.#read().catch(() => undefined));
  }

  /** Opens what is kept. It never fails: what is wrong is the snapshot's `trouble`. */
  async open(): Promise<void> {
    try {
      if (typeof indexedDB === "undefined") throw new KeepingError("unavailable");
      this.#database = await openDatabase(
        this.name,
        () => this.#set({ trouble: "newer" }),
        () => this.#set({ trouble: "closed" }),
      );
      await this.#read();
    } catch (cause) {
      const { trouble } = keepingError(cause);
      this.#set({ trouble: trouble === "failed" ? "unavailable" : trouble });
    }
  }

  get kept(): Kept {
    return this.#kept;
  }

  /** @returns a function that ends it. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Writes all of it, or nothing.
   * @throws KeepingError - full, or whatever else; what was kept still is.
   */
  async write(change: Change): Promise<void> {
    if (!this.#database) {
      // A private window of some browsers keeps nothing; then it lasts as long as the page.
      if (this.#kept.trouble !== "unavailable")
        throw new KeepingError(this.#kept.trouble ?? "closed");
      for (const picture of change.pictures ?? []) this.#loose.set(picture.id, picture);
      for (const key of change.remove?.pictures ?? []) this.#loose.delete(key);
      this.#apply(change);
      return;
    }
    const transaction = this.#begin();
    const writes: Promise<unknown>[] = [];
    try {
      for (const name of STORES) {
        const store = transaction.objectStore(name);
        for (const key of change.remove?.[name] ?? []) writes.push(store.delete(key));
        for (const each of change[name] ?? []) writes.push(store.put(each as never));
      }
      await Promise.all([...writes, transaction.done]);
    } catch (cause) {
      for (const each of writes) each.catch(() => undefined);
      abort(transaction); // what was written before must not stay alone
      // A request that was aborted with it says less than the transaction itself.
      throw keepingError(transaction.error ?? cause);
    }
    this.#apply(change);
    this.#channel?.postMessage("changed");
  }

  #begin() {
    try {
      return this.#database!.transaction(STORES, "readwrite", { durability: "strict" });
    } catch (cause) {
      throw keepingError(cause);
    }
  }

  async set<K extends keyof Settings>(key: K, value: Settings[K]): Promise<void> {
    this.#set({ settings: { ...this.#kept.settings, [key]: value } });
    try {
      await this.#database?.put("settings", value, key);
      this.#channel?.postMessage("changed");
    } catch {
      // A setting is not worth a word: it holds until the page is closed.
    }
  }

  async picture(key: string): Promise<Picture | null> {
    if (!this.#database) return this.#loose.get(key) ?? null;
    try {
      return (await this.#database.get("pictures", key)) ?? null;
    } catch (cause) {
      throw keepingError(cause);
    }
  }

  async hasPicture(key: string): Promise<boolean> {
    if (!this.#database) return this.#loose.has(key);
    return (await this.#database.getKey("pictures", key)) !== undefined;
  }

  /** Deletes everything but the settings. */
  async clear(): Promise<void> {
    try {
      if (this.#database) {
        const transaction = this.#database.transaction(STORES, "readwrite");
        await Promise.all([
          ...STORES.map((name) => transaction.objectStore(name).clear()),
          transaction.done,
        ]);
      }
    } catch (cause) {
      throw keepingError(cause);
    }
    this.#loose.clear();
    this.#set({ catches: [], examples: [], dogs: [] });
    this.#channel?.postMessage("changed");
  }

  close(): void {
    this.#database?.close();
    this.#channel?.close();
  }

  async #read(): Promise<void> {
    const database = this.#database!;
    const transaction = database.transaction(["catches", "examples", "dogs", "settings"]);
    const settingsStore = transaction.objectStore("settings");
    const [catches, examples, dogs, keys, values] = await Promise.all([
      transaction.objectStore("catches").getAll(),
      transaction.objectStore("examples").getAll(),
      transaction.objectStore("dogs").getAll(),
      settingsStore.getAllKeys(),
      settingsStore.getAll(),
    ]);
    const settings = Object.fromEntries(keys.map((key, at) => [key, values[at]]));
    this.#set({
      catches: newestFirst(catches),
      examples: newestFirst(examples),
      dogs: newestFirst(dogs),
      settings: { ...DEFAULTS, ...settings },
    });
  }

  #apply({ catches = [], examples = [], dogs = [], remove = {} }: Change): void {
    this.#set({
      catches: merged(this.#kept.catches, catches, remove.catches),
      examples: merged(this.#kept.examples, examples, remove.examples),
      dogs: merged(this.#kept.dogs, dogs, remove.dogs),
    });
  }

  #set(changed: Partial<Kept>): void {
    this.#kept = { ...this.#kept, ...changed };
    for (const listener of this.#listeners) listener();
  }
}

function abort(transaction: { abort(): void; readonly done: Promise<void> }): void {
  transaction.done.catch(() => undefined);
  try {
    transaction.abort();
  } catch {
    // It has ended already.
  }
}

interface Dated {
  readonly id: string;
  readonly at: number;
}

function newestFirst<T extends Dated>(list: readonly T[]): T[] {
  return [...list].sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1));
}

function merged<T extends Dated>(
  list: readonly T[],
  added: readonly T[],
  removed: readonly string[] = [],
): readonly T[] {
  if (added.length === 0 && removed.length === 0) return list;
  const byId = new Map([...list, ...added].map((each) => [each.id, each]));
  for (const id of removed) if (!added.some((each) => each.id === id)) byId.delete(id);
  return newestFirst([...byId.values()]);
}
