import { describe, expect, it } from "vitest";
import { checkListing, FORMAT } from "../../src/sharing/archiveFormat";
import { exportUserData } from "../../src/sharing/userDataExport";
import { importUserData } from "../../src/sharing/userDataImport";
import { aCatch, aDog, aFind, aPhoto } from "../sampleRecords";
import { openStore, storeWith } from "../storage/newStore";

describe("the clock of a record", () => {
  it("is exported and imported", async () => {
    const from = await storeWith({
      catches: [aCatch(1, { offset: 345 })],
      finds: [aFind(2, { offset: -600 })],
      dogs: [{ ...aDog(3, [4]), offset: 0 }],
      pictures: [1, 2, 4].map((n) => aPhoto(n)),
    });
    const { value } = await openStore().then(async (to) => {
      await importUserData(await exportUserData(from), to);
      return to;
    });
    const clocks = [...value.catches, ...value.finds, ...value.dogs].map(({ offset }) => offset);
    expect(clocks).toEqual([345, -600, 0]);
  });

  it("is missing in older exports, and null then", () => {
    const { offset, ...older } = aCatch(1);
    expect(offset).toBeNull();
    expect(checkListing({ format: FORMAT, catches: [older] }).catches).toEqual([aCatch(1)]);
  });

  it.each([-721, 841, 1.5, "60"])("is none of %j: no clock is set so", (offset) => {
    const catches = [{ ...aCatch(1), offset }];
    expect(checkListing({ format: FORMAT, catches })).toMatchObject({ catches: [], rejected: 1 });
  });
});
