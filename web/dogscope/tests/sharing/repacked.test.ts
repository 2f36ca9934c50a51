import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { importUserData } from "../../src/sharing/userDataImport";
import { openStore } from "../storage/newStore";

const data = process.env.VIZSLA_TEST_DATA;
const zip = `${data}/cases/dog-scope-import/rezipped.zip`;

it.skipIf(data === undefined || !existsSync(zip))(
  "an export that Safari unpacked and Finder packed again is imported",
  async () => {
    const store = await openStore();
    const file = new Blob([readFileSync(zip)]);
    expect(await importUserData(file, store)).toMatchObject({ catches: 1, rejected: 0 });
  },
);
