import { describe, expect, it, vi } from "vitest";
import { loadLocale } from "../../src/locales/locale";

vi.stubGlobal("document", { baseURI: "http://127.0.0.1/studio/" });
const { problem } = await import("../../src/api/client");
const { codedErrorText, errorText, jobErrorText } = await import("../../src/state/errorText");

const english = await loadLocale("en");
const german = await loadLocale("de");
const detail = "there is a project 'trees' already; choose another name";
const taken = { code: "option", reason: "project-exists", values: { name: "trees" }, detail };

describe("an error of the server", () => {
  it("is told in the user's language, with its names and numbers", () => {
    const found = problem(taken, 400);
    expect(errorText(found, german)).toBe(
      "Es gibt schon ein Projekt „trees“. Wähle einen anderen Namen.",
    );
    expect(errorText(found, english)).toContain("There is a project “trees” already.");
    const names = { code: "access-denied", reason: "project-names", values: { names: ["a", "b"] } };
    expect(codedErrorText({ ...names, detail: "" }, german)).toContain("Es darf a und b heißen.");
  });

  it("without a reason is told by its code, to readers of English in the server's words", () => {
    const found = problem({ code: "server-busy", detail: "3 are waiting", retry_after: 5 }, 503);
    expect(errorText(found, german)).toContain("zu viel zu tun");
    expect(errorText(found, english)).toBe("3 are waiting");
  });

  it("that the studio does not know is told in the server's words", () => {
    expect(errorText(problem({ code: "option", detail }, 400), german)).toBe(detail);
  });

  it("which is the server's own fault names the entry of its log", () => {
    const found = problem({ code: "engine", detail: "the server failed", request_id: "r7" }, 500);
    expect(errorText(found, german)).toContain("r7");
  });

  it("ends a job with its reason, or none that is known", () => {
    const error = { code: "training-data", reason: "one-label", values: { label: "oak" } };
    expect(jobErrorText({ message: "m", error }, german)).toContain("Es gibt nur ein Label, „oak“");
    expect(jobErrorText({ message: "m", error: null }, german)).toContain("abgebrochen");
    expect(jobErrorText({ message: "m", error: null }, english)).toBe("m");
  });
});
