/** A photo that the user chose. */
import type { Box } from "../images/geometry";
import type { CaptureSource } from "../storage/userRecords";

export interface ChosenPhoto {
  readonly file: Blob;
  readonly source: Exclude<CaptureSource, "live">;
}

/** Where the dog of the sample photo is, in its pixels. */
export const SAMPLE_DOG: Box = { x: 365, y: 155, width: 570, height: 690 };

/** Loads the sample photo, which comes with the app. */
export async function loadSample(): Promise<ChosenPhoto> {
  const response = await fetch(new URL("sample.jpg", document.baseURI));
  return { file: await response.blob(), source: "sample" };
}
