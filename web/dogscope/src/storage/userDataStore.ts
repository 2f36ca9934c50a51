/**
 * The store of the user's data: a snapshot in memory, which every write brings up to date.
 *
 * Records that belong together are written in one transaction: an interrupted write leaves all of
 * them or none. Open tabs tell one another of their writes.
 */
import { StateStore, type ReadableStore } from "../store/stateStore";
import { openDatabase, NAME, type Database } from "./browserDatabase";
import { catchOfToday, dogOfToday, exampleOfToday, findOfToday } from "./olderRecords";
import { toBytes, toPhoto, type PhotoBytes } from "./storedPhoto";
import {
  DEFAULT_SETTINGS,
  NO_RECORDS,
  RECORD_KINDS,
  type Photo,
  type Records,
  type Settings,
} from "./userRecords";
import { StorageError, storageErrorOf, type StorageErrorCode } from "./storageErrors";

/** All records, each list with the newest first, and what belongs to them. */
export interface UserData extends Records {
  readonly settings: Settings;
  /** The reason why nothing can be stored now; null where records can. */
  readonly error: StorageErrorCode | null;
}

/** Records to write, and ids of records to remove, in one transaction. */
export interface Change extends Partial<Records> {
  readonly pictures?: readonly Photo[];
  readonly remove?: Partial<Record<(typeof STORES)[number], readonly string[]>>;
}

/** Milliseconds in which a connection that was opened again must not be lost once more. */
const STEADY = 10_000;

const STORES = [...RECORD_KINDS, "pictures"] as const;
const EMPTY: UserData = {
  ...NO_RECORDS,
  settings: DEFAULT_SETTINGS,
  error: null,
};

export class UserDataStore implements ReadableStore<UserData> {
  readonly #state = new StateStore(EMPTY);
  #database: Database | null = null;
  /** The connection that is being opened in place of a lost one. */
  #reopening: Promise<void> | null = null;
  #reopenedAt = -Infinity;
  /** Whether the browser refuses to store Blobs. */
  #refusesBlobs = false;
  readonly #channel: BroadcastChannel | null;
  /** Whether the write that failed last was one of photos. */
  #refusedPhotos = false;
  readonly #waiting = new Set<{ readonly tell: () => void; readonly forPhotos: boolean }>();
  /** The photos of a page that has no database. */
  readonly #photosInMemory = new Map<string, Photo>();

  constructor(private readonly name = NAME) {
    this.#channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(name);
    this.#channel?.addEventListener("message", () => void this.#read().catch(() => undefined));
  }

  get value(): UserData {
    return this.#state.value;
  }

  readonly subscribe = this.#state.subscribe;

  /** Opens the database and reads it. It never fails: the snapshot's `error` says what is wrong. */
  async open(): Promise<void> {
    try {
      if (typeof indexedDB === "undefined") throw new StorageError("unavailable");
      await this.#connect();
    } catch (cause) {
      const { code } = storageErrorOf(cause);
      this.#update({ error: code === "failed" ? "unavailable" : code });
    }
  }

  async #connect(): Promise<void> {
    const opened = await openDatabase(
      this.name,
      () => this.#update({ error: "newer" }),
      () => {
        if (this.#database === opened) void this.#reopen().catch(() => undefined);
      },
    );
    this.#database = opened;
    await this.#read();
  }

  /**
   * Opens the database again, when the browser has lost the connection: phones do so to hidden pages.
   * @throws StorageError - it can't be opened, or was lost just before; only a new page can.
   */
  async #reopen(): Promise<void> {
    this.#reopening ??= (async () => {
      try {
        const now = Date.now();
        if (now - this.#reopenedAt < STEADY) throw new StorageError("closed");
        this.#reopenedAt = now;
        this.#database?.close();
        await this.#connect();
      } catch (cause) {
        this.#update({ error: "closed" });
        throw storageErrorOf(cause);
      } finally {
        this.#reopening = null;
      }
    })();
    return this.#reopening;
  }

  /** Does some work with the database; with a new connection where the old one was lost. */
  async #connected<T>(work: (database: Database) => Promise<T>): Promise<T> {
    try {
      return await work(this.#database!);
    } catch (cause) {
      const error = storageErrorOf(cause);
      if (error.code !== "closed" || this.value.error !== null) throw error;
      await this.#reopen();
      return work(this.#database!).catch((again: unknown) => {
        throw storageErrorOf(again);
      });
    }
  }

  /**
   * Writes all of a change, or nothing.
   * @throws StorageError - the device is full, or the database fails; older records are intact.
   */
  async write(change: Change): Promise<void> {
    const hasPhotos = (change.pictures ?? []).length > 0;
    try {
      await this.#write(change);
    } catch (cause) {
      this.#refusedPhotos = hasPhotos;
      throw cause;
    }
    if (hasPhotos) this.#refusedPhotos = false;
    for (const waiting of [...this.#waiting]) {
      if (waiting.forPhotos && !hasPhotos) continue;
      this.#waiting.delete(waiting);
      waiting.tell();
    }
  }

  /**
   * Calls a function once, when what failed last would succeed: after a later write, one with photos
   * where photos were refused. A full device may still take a point of a walk.
   */
  onceStored(tell: () => void): void {
    this.#waiting.add({ tell, forPhotos: this.#refusedPhotos });
  }

  async #write(change: Change): Promise<void> {
    if (!this.#database) {
      this.#writeInMemory(change);
      return;
    }
    const photos = change.pictures ?? [];
    try {
      const stored = this.#refusesBlobs ? await Promise.all(photos.map(toBytes)) : photos;
      await this.#writeRecords({ ...change, pictures: stored });
    } catch (cause) {
      const error = storageErrorOf(cause);
      if (error.code !== "failed" || photos.length === 0 || this.#refusesBlobs) throw error;
      await this.#writeRecords({ ...change, pictures: await Promise.all(photos.map(toBytes)) });
      this.#refusesBlobs = true;
    }
    this.#apply(change);
    this.#channel?.postMessage("changed");
  }

  async #writeRecords(change: StoredChange): Promise<void> {
    await this.#connected((database) => writeInOne(database, change));
  }

  /** In a private window some browsers store nothing; the data last as long as the page. */
  #writeInMemory(change: Change): void {
    const { error } = this.value;
    if (error !== "unavailable") throw new StorageError(error ?? "closed");
    for (const photo of change.pictures ?? []) this.#photosInMemory.set(photo.id, photo);
    for (const id of change.remove?.pictures ?? []) this.#photosInMemory.delete(id);
    this.#apply(change);
  }

  async setSetting<K extends keyof Settings>(key: K, value: Settings[K]): Promise<void> {
    this.#update({ settings: { ...this.value.settings, [key]: value } });
    try {
      if (!this.#database) return;
      await this.#connected((database) => database.put("settings", value, key));
      this.#channel?.postMessage("changed");
    } catch {
      // A lost setting needs no message: it holds until the page is closed.
    }
  }

  async photo(id: string): Promise<Photo | null> {
    if (!this.#database) return this.#photosInMemory.get(id) ?? null;
    const stored = await this.#connected((database) => database.get("pictures", id));
    return stored ? toPhoto(stored) : null;
  }

  async hasPhoto(id: string): Promise<boolean> {
    if (!this.#database) return this.#photosInMemory.has(id);
    const key = await this.#connected((database) => database.getKey("pictures", id));
    return key !== undefined;
  }

  /** Deletes everything but the settings. */
  async clear(): Promise<void> {
    if (this.#database) {
      await this.#connected(async (database) => {
        const transaction = database.transaction(STORES, "readwrite");
        await Promise.all([
          ...STORES.map((name) => transaction.objectStore(name).clear()),
          transaction.done,
        ]);
      });
    }
    this.#photosInMemory.clear();
    this.#update(NO_RECORDS);
    this.#channel?.postMessage("changed");
  }

  close(): void {
    this.#database?.close();
    this.#channel?.close();
  }

  async #read(): Promise<void> {
    const database = this.#database!;
    const transaction = database.transaction([...RECORD_KINDS, "settings"]);
    const settingsStore = transaction.objectStore("settings");
    const [catches, examples, dogs, finds, walks, keys, values] = await Promise.all([
      transaction.objectStore("catches").getAll(),
      transaction.objectStore("examples").getAll(),
      transaction.objectStore("dogs").getAll(),
      transaction.objectStore("finds").getAll(),
      transaction.objectStore("walks").getAll(),
      settingsStore.getAllKeys(),
      settingsStore.getAll(),
    ]);
    const settings = Object.fromEntries(keys.map((key, at) => [key, values[at]]));
    this.#update({
      catches: newestFirst(catches.map(catchOfToday)),
      examples: newestFirst(examples.map(exampleOfToday)),
      dogs: newestFirst(dogs.map(dogOfToday)),
      finds: newestFirst(finds.map(findOfToday)),
      walks: newestFirst(walks),
      settings: { ...DEFAULT_SETTINGS, ...settings },
    });
  }

  #apply(change: Change): void {
    const changed = RECORD_KINDS.map((kind) => [
      kind,
      mergeRecords<DatedRecord>(this.value[kind], change[kind] ?? [], change.remove?.[kind]),
    ]);
    this.#update(Object.fromEntries(changed) as Partial<Records>);
  }

  #update(changed: Partial<UserData>): void {
    this.#state.set({ ...this.value, ...changed });
  }
}

/** A change whose photos are as the database holds them. */
type StoredChange = Omit<Change, "pictures"> & {
  readonly pictures: readonly (Photo | PhotoBytes)[];
};

/** Writes all of a change in one transaction, or nothing. */
async function writeInOne(database: Database, change: StoredChange): Promise<void> {
  const transaction = database.transaction(STORES, "readwrite", { durability: "strict" });
  const requests: Promise<unknown>[] = [];
  try {
    for (const name of STORES) {
      const store = transaction.objectStore(name);
      for (const id of change.remove?.[name] ?? []) requests.push(store.delete(id));
      for (const record of change[name] ?? []) requests.push(store.put(record as never));
    }
    await Promise.all([...requests, transaction.done]);
  } catch (cause) {
    for (const request of requests) request.catch(() => undefined);
    abort(transaction); // the requests before the failed one must not be committed alone
    // The transaction's own error says more than that of a request aborted with it.
    throw storageErrorOf(transaction.error ?? cause);
  }
}

function abort(transaction: { abort(): void; readonly done: Promise<void> }): void {
  transaction.done.catch(() => undefined);
  try {
    transaction.abort();
  } catch {
    // The transaction has ended already.
  }
}

interface DatedRecord {
  readonly id: string;
  readonly at: number;
}

function newestFirst<T extends DatedRecord>(records: readonly T[]): T[] {
  return [...records].sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1));
}

/** Adds and removes records; a record that is added and removed at once stays. */
function mergeRecords<T extends DatedRecord>(
  records: readonly T[],
  added: readonly T[],
  removed: readonly string[] = [],
): readonly T[] {
  if (added.length === 0 && removed.length === 0) return records;
  const byId = new Map([...records, ...added].map((each) => [each.id, each]));
  for (const id of removed) if (!added.some((each) => each.id === id)) byId.delete(id);
  return newestFirst([...byId.values()]);
}
