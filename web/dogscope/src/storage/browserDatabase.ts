/**
 * The database in the browser, and its migrations.
 *
 * To change it: raise VERSION, add a migration to MIGRATIONS that turns the version before into it,
 * and put a fixture of the version before into tests/fixtures.
 */
import {
  openDB,
  type DBSchema,
  type IDBPDatabase,
  type IDBPTransaction,
  type StoreNames,
} from "idb";
import type { StoredPhoto } from "./storedPhoto";
import type { Catch, Example, Find, MyDog, Settings, Walk } from "./userRecords";

export interface Schema extends DBSchema {
  catches: { key: string; value: Catch };
  examples: { key: string; value: Example };
  dogs: { key: string; value: MyDog };
  finds: { key: string; value: Find };
  walks: { key: string; value: Walk };
  pictures: { key: string; value: StoredPhoto };
  settings: { key: keyof Settings; value: Settings[keyof Settings] };
}

export type Database = IDBPDatabase<Schema>;
type Upgrade = IDBPTransaction<Schema, StoreNames<Schema>[], "versionchange">;

export const NAME = "dogscope";
export const VERSION = 2;

const MIGRATIONS: readonly ((database: Database, upgrade: Upgrade) => Promise<void>)[] = [
  async (database) => {
    for (const name of ["catches", "examples", "dogs", "pictures"] as const) {
      database.createObjectStore(name, { keyPath: "id" });
    }
    database.createObjectStore("settings");
    return Promise.resolve();
  },
  async (database) => {
    for (const name of ["finds", "walks"] as const) {
      database.createObjectStore(name, { keyPath: "id" });
    }
    return Promise.resolve();
  },
];

/**
 * Opens the database, and migrates an older one.
 * @param onOutdated - called when another tab has a newer version; this one closes the database.
 * @param onClosed - called when the browser closes the database.
 */
export async function openDatabase(
  name: string,
  onOutdated: () => void,
  onClosed: () => void,
): Promise<Database> {
  const database = await openDB<Schema>(name, VERSION, {
    async upgrade(opened, from, _to, transaction) {
      for (const migrate of MIGRATIONS.slice(from)) await migrate(opened, transaction);
    },
    blocking() {
      database.close();
      onOutdated();
    },
    terminated: onClosed,
  });
  return database;
}
