import { expect, it } from "vitest";
import { pieceAt, signature } from "../../src/state/uploadPieces";

const files = ["hello", "", "good", "bye"].map((text, at) => ({
  path: `${at}.txt`,
  file: new File([text], `${at}.txt`, { lastModified: 1 }),
}));

it("a piece goes over the ends of files, from any place on", async () => {
  expect(await pieceAt(files, 0, 100).text()).toBe("hellogoodbye");
  expect(await pieceAt(files, 3, 4).text()).toBe("logo");
  expect(await pieceAt(files, 5, 4).text()).toBe("good");
  expect(pieceAt(files, 12, 4).size).toBe(0);
});

it("the same files of the same project are known again", () => {
  expect(signature("trees", files)).toBe(signature("trees", [...files]));
  expect(signature("trees", files)).not.toBe(signature("cars", files));
  expect(signature("trees", files)).not.toBe(signature("trees", files.slice(1)));
});
