/**
 * The database, and how an older one becomes this one.
 *
 * To change it: raise VERSION, add a step to STEPS that turns the version before into it, and put a
 * fixture of the version before into tests/fixtures.
 */
import {
  openDB,
  type DBSchema,
  type IDBPDatabase,
  type IDBPTransaction,
  type StoreNames,
} from "idb";
import type { Catch, Example, MyDog, Picture, Settings } from "./records";

export interface Schema extends DBSchema {
  catches: { key: string; value: Catch };
  examples: { key: string; value: Example };
  dogs: { key: string; value: MyDog };
  pictures: { key: string; value: Picture };
  settings: { key: keyof Settings; value: Settings[keyof Settings] };
}

export type Database = IDBPDatabase<Schema>;
type Upgrade = IDBPTransaction<Schema, StoreNames<Schema>[], "versionchange">;

export const NAME = "dogscope";
export const VERSION = 1;

const STEPS: readonly ((database: Database, upgrade: Upgrade) => Promise<void>)[] = [
  async (database) => {
    for (const name of ["catches", "examples", "dogs", "pictures"] as const) {
      database.createObjectStore(name, { keyPath: "id" });
    }
    database.createObjectStore("settings");
    return Promise.resolve();
  },
];

/**
 * Opens the database.
 * @param onBlocking - another tab has a newer version; this one has let go of the database.
 * @param onClosed - the browser has closed it.
 */
export async function openDatabase(
  name: string,
  onBlocking: () => void,
  onClosed: () => void,
): Promise<Database> {
  const database = await openDB<Schema>(name, VERSION, {
    async upgrade(opened, from, _to, transaction) {
      for (const step of STEPS.slice(from)) await step(opened, transaction);
    },
    blocking() {
      database.close();
      onBlocking();
    },
    terminated: onClosed,
  });
  return database;
}
