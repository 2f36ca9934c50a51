import { describe, expect, it } from "vitest";
import { conditionsOf, isRanked, queryOf, readFilters } from "../../src/rooms/explore/filters";

const read = (search: string) => readFilters(new URLSearchParams(search));

describe("filters", () => {
  it("are what the address has", () => {
    const found = read("label=oak&state=labelled,outlier&order=newest&view=map");
    expect(found).toEqual({ label: "oak", state: "labelled,outlier", order: "newest" });
    expect(conditionsOf(found).map(({ name }) => name)).toEqual(["label", "state"]);
    expect(isRanked(found)).toBe(false);
    expect(isRanked(read("near=3"))).toBe(true);
  });

  it("leave out what is none", () => {
    const none = "state=odd&part=third&near=x&ids=1,,2&from=yesterday&finding=A&order=best";
    expect(read(none)).toEqual({ order: "oldest" });
  });

  it("name whole days of here to the server", () => {
    const query = queryOf(read("from=2026-11-29&to=2026-11-29&near=7"));
    expect(query.near).toBe(7);
    const hours =
      (Date.parse(query.added_before!) - Date.parse(query.added_from!)) / (60 * 60 * 1000);
    expect(hours).toBe(24);
    expect(new Date(query.added_from!).getHours()).toBe(0);
  });
});
