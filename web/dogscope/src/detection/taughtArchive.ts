/** Writes a dog's looks as an export of taught labels, which the classifier imports. */
import { writeZipBlob } from "@vizsla/runtime/zip";
import { base64Of } from "../images/base64";
import type { DogPrototype } from "../storage/userRecords";
import { examplesOf } from "./dogPrototype";

/**
 * @param key - 32 hex digits of the dog's own: a classifier knows each example by a key.
 */
export function taughtArchive(label: string, key: string, looks: DogPrototype): Promise<Blob> {
  const examples = examplesOf(looks).map((sums, at) => ({
    sums: base64Of(new Uint8Array(Int32Array.from(sums).buffer)),
    factor: 1,
    sha256: key + at.toString(16).padStart(32, "0"),
    file: null,
    type: "",
  }));
  const listing = {
    format: 1,
    function: "dog-breeds",
    backbone: looks.encoder,
    labels: [{ label, examples }],
  };
  return writeZipBlob(
    (async function* () {
      yield await Promise.resolve({ name: "taught.json", content: JSON.stringify(listing) });
    })(),
  );
}
