import { expect, it } from "vitest";
import {
  freeName,
  inOrder,
  kindOfFiles,
  nameOfFiles,
  projectName,
  type PickedFile,
} from "../../src/state/pickedFiles";

const picked = (...paths: string[]): PickedFile[] =>
  paths.map((path) => ({ path, file: new File(["x"], path.split("/").pop()!) }));

it("tables are sent first, then files as people count, and a system's own never", () => {
  const files = picked("t/oak/10.jpg", "t/oak/2.jpg", "t/.DS_Store", "t/labels.csv", "__MACOSX/a");
  expect(inOrder(files).map(({ path }) => path)).toEqual([
    "t/labels.csv",
    "t/oak/2.jpg",
    "t/oak/10.jpg",
  ]);
});

it("what the files are is told by their endings", () => {
  expect(kindOfFiles(picked("a/labels.csv", "a/1.PNG"))).toBe("images");
  expect(kindOfFiles(picked("photos.zip"))).toBe("images");
  expect(kindOfFiles(picked("luis.json"))).toBe("texts");
  expect(kindOfFiles(picked("knock/1.webm", "whistle/2.MP4", "labels.csv"))).toBe("sounds");
});

it("a function is called after the folder or the file", () => {
  expect(nameOfFiles(picked("Bäume im Park/oak/1.jpg", "Bäume im Park/elm/1.jpg"))).toBe(
    "baume-im-park",
  );
  expect(nameOfFiles(picked("oak/1.jpg", "elm/1.jpg"))).toBe("");
  expect(projectName("Деревья")).toBe("");
  expect(freeName("trees", ["Trees", "trees-2"])).toBe("trees-3");
});
