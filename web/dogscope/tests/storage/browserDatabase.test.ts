import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { VERSION } from "../../src/storage/browserDatabase";
import {
  RECORD_KINDS,
  type Photo,
  type Records,
  type Settings,
} from "../../src/storage/userRecords";
import { comparable } from "../sampleRecords";
import { databaseName, openStore } from "./newStore";

const folder = new URL("../fixtures/", import.meta.url);

/** The content of a database of some version; its photos are all the same JPEG. */
interface Fixture extends Partial<Records> {
  readonly version: number;
  /** The key path of each store. */
  readonly stores: Readonly<Record<string, string | null>>;
  readonly jpeg: string;
  readonly pictures: readonly Photo[];
  readonly settings: Settings;
}

function readFixture(file: string): Fixture {
  const read = JSON.parse(readFileSync(new URL(file, folder), "utf8")) as Fixture;
  const jpeg = new Blob([Buffer.from(read.jpeg, "base64")], { type: "image/jpeg" });
  const pictures = read.pictures.map((each) => ({ ...each, photo: jpeg, thumb: jpeg }));
  return { ...read, pictures };
}

/** Makes a database as that version of the app made it. */
async function restore(name: string, fixture: Fixture): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name, fixture.version);
    request.onerror = () => reject(request.error!);
    request.onsuccess = () => resolve(request.result);
    request.onupgradeneeded = () => {
      for (const [store, keyPath] of Object.entries(fixture.stores)) {
        request.result.createObjectStore(store, { keyPath });
      }
    };
  });
  await new Promise<void>((resolve, reject) => {
    const transaction = database.transaction(Object.keys(fixture.stores), "readwrite");
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error!);
    for (const store of [...RECORD_KINDS, "pictures"] as const) {
      for (const record of fixture[store] ?? []) transaction.objectStore(store).put(record);
    }
    for (const [uuid, value] of Object.entries(fixture.settings)) {
      transaction.objectStore("settings").put(value, uuid);
    }
  });
  database.close();
}

const files = readdirSync(folder).filter((file) => /^v\d+\.json$/.test(file));
type DatedRecord = Records[keyof Records][number];
const byId = <T extends { readonly id: string }>(list: readonly T[]): T[] =>
  [...list].sort((a, b) => (a.id < b.id ? -1 : 1));

it("there is a fixture of each version up to the current one", () => {
  const versions = files.map((file) => readFixture(file).version).sort((a, b) => a - b);
  expect(versions.slice(0, VERSION)).toEqual(Array.from({ length: VERSION }, (_, at) => at + 1));
});

it.each(files)("the migration of %s loses nothing", async (file) => {
  const fixture = readFixture(file);
  const name = databaseName();
  await restore(name, fixture);
  const userData = await openStore(name);
  const { settings, error } = userData.value;
  expect(error).toBeNull();
  for (const kind of RECORD_KINDS) {
    const stored: readonly DatedRecord[] = userData.value[kind];
    expect(byId(stored)).toMatchObject(byId<DatedRecord>(fixture[kind] ?? []));
  }
  expect(settings).toMatchObject(fixture.settings);
  for (const photo of fixture.pictures) {
    const stored = await comparable(await userData.photo(photo.id));
    expect(stored).toMatchObject((await comparable(photo)) as object);
  }
});
