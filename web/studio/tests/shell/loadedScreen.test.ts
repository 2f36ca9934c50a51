import { expect, test } from "vitest";
import { loadedScreen } from "../../src/shell/loadedScreen";

test("a screen is loaded once, however often it is asked for", async () => {
  let times = 0;
  const Screen = loadedScreen("shell", () => {
    times += 1;
    return Promise.resolve({ default: () => null });
  });
  await Promise.all([Screen.load(), Screen.load()]);
  await Screen.load();
  expect(times).toBe(1);
});

test("a screen that could not be loaded is asked for again", async () => {
  let times = 0;
  const Screen = loadedScreen("shell", async () => {
    times += 1;
    if (times === 1) throw new Error("offline");
    return Promise.resolve({ default: () => null });
  });
  await expect(Screen.load()).rejects.toThrow("offline");
  await Screen.load();
  expect(times).toBe(2);
});
