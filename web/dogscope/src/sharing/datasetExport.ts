/**
 * Exports the user's corrections and catches as a dataset that `vizsla add` reads: `metadata.jsonl`,
 * and images of the dogs alone, as the classifier sees them.
 *
 * A breed that the user named is a label; a breed that the app named and the user denied is a
 * negative label. A breed that only the app named is no label: nobody has checked it. Nor is a
 * mixed breed, which is of none of the labels.
 */
import type { UserDataStore } from "../storage/userDataStore";
import { writeZip, type Entry } from "./archiveZip";

/** The label of an image without a dog. */
const NO_DOG = "no dog";

/** @param nameOf - returns a breed's name by its WordNet id, as in the classifier's labels. */
export async function exportDataset(
  userData: UserDataStore,
  nameOf: (breed: string) => string,
): Promise<{ zip: Blob; images: number }> {
  const { catches, examples } = userData.value;
  const lines: string[] = [];
  const corrected = new Set(examples.map(({ id }) => id));
  const labelled = [
    ...examples,
    ...catches
      .filter(({ id, by, mix }) => by === "user" && !mix && !corrected.has(id))
      .map(({ id, breed }) => ({ id, breed, not: null })),
  ];

  async function* entries(): AsyncGenerator<Entry> {
    for (const { id, breed, not } of labelled) {
      const photo = await userData.photo(id);
      if (!photo) continue;
      const file = `pictures/${id}.jpg`;
      const label = breed === null ? NO_DOG : nameOf(breed);
      const denied = not === null || not === breed ? {} : { not_labels: [nameOf(not)] };
      lines.push(JSON.stringify({ file_name: file, label, ...denied }));
      yield { name: file, content: photo.thumb };
    }
    yield { name: "metadata.jsonl", content: `${lines.join("\n")}\n` };
  }

  const zip = await writeZip(entries());
  return { zip, images: lines.length };
}
