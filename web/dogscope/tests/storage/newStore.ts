/** Stores with a database of their own, which are closed after the test. */
import "fake-indexeddb/auto";
import { afterEach } from "vitest";
import { UserDataStore, type Change } from "../../src/storage/userDataStore";

const opened: UserDataStore[] = [];
afterEach(() => opened.splice(0).forEach((store) => store.close()));

export function databaseName(): string {
  return `test ${crypto.randomUUID()}`;
}

/** Opens the store of a page; pages with the same database share their data. */
export async function openStore(name = databaseName()): Promise<UserDataStore> {
  const store = new UserDataStore(name);
  opened.push(store);
  await store.open();
  return store;
}

/** Opens a store with some records. */
export async function storeWith(change: Change): Promise<UserDataStore> {
  const store = await openStore();
  await store.write(change);
  return store;
}
