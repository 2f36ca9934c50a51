import { expect, test } from "vitest";
import type { FileStore } from "../../src/store/fileStore.js";
import { removeStale } from "../../src/store/removeStale.js";

const [OLD, NEW, ENGINE, ASKED] = ["0", "1", "2", "3"].map((digit) => digit.repeat(64)) as [
  string,
  string,
  string,
  string,
];

function storeOf(files: Record<string, string>): FileStore {
  const content = new Map(Object.entries(files));
  return {
    get: async (key) => new TextEncoder().encode(content.get(key)),
    has: async (key) => content.has(key),
    put: async (key, bytes) => void content.set(key, new TextDecoder().decode(bytes)),
    delete: async (key) => void content.delete(key),
    keys: async () => [...content.keys()],
  };
}

test("files stay that a manifest, an engine's list or this page names; others go", async () => {
  const kept = {
    "manifest/https://a.test/function.json": JSON.stringify({ files: { head: { sha256: NEW } } }),
    "engine/https://a.test/engine/": `${ENGINE},${OLD.replace("0", "9")}`,
    "zip/https://a.test/0000.zip": "whole",
    [NEW]: "head",
    [ENGINE]: "engine",
    [`${ASKED}/0`]: "the beginning of a file",
  };
  const store = storeOf({ ...kept, [OLD]: "old", [`${OLD}/0`]: "part", [`${NEW}/1`]: "part" });
  await removeStale(store, [ASKED]);
  expect((await store.keys()).sort()).toEqual(Object.keys(kept).sort());
});
