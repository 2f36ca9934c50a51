/** A photo that the user chose. */
import type { CaptureSource } from "../storage/userRecords";

export interface ChosenPhoto {
  readonly file: Blob;
  readonly source: Exclude<CaptureSource, "live">;
}

/** Loads the sample photo, which comes with the app. */
export async function loadSample(): Promise<ChosenPhoto> {
  const response = await fetch(new URL("sample.jpg", document.baseURI));
  return { file: await response.blob(), source: "sample" };
}
