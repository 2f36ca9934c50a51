/**
 * The user's corrections and catches as a dataset that `vizsla add` reads: `metadata.jsonl` and
 * pictures of the dogs alone, as the classifier sees them.
 *
 * What the user has said is a label; what the app said and the user denied is a label that it is
 * not. What only the app said is none: nobody has looked at it.
 */
import type { Keeper } from "../storage/userDataStore";
import { writeZip, type Entry } from "./zip";

/** The label of a picture without a dog. */
const NO_DOG = "no dog";

/** @param nameOf - a breed's name by its WordNet id, as the classifier's labels have it. */
export async function exportDataset(
  keeper: Keeper,
  nameOf: (breed: string) => string,
): Promise<{ zip: Blob; pictures: number }> {
  const { catches, examples } = keeper.kept;
  const lines: string[] = [];
  const corrected = new Set(examples.map(({ id }) => id));
  const told = [
    ...examples.map(({ id, breed, not }) => ({ id, breed, not })),
    ...catches
      .filter(({ id, by }) => by === "user" && !corrected.has(id))
      .map(({ id, breed }) => ({ id, breed, not: null })),
  ];

  async function* entries(): AsyncGenerator<Entry> {
    for (const { id, breed, not } of told) {
      const picture = await keeper.picture(id);
      if (!picture) continue;
      const file = `pictures/${id}.jpg`;
      const label = breed === null ? NO_DOG : nameOf(breed);
      const denied = not === null || not === breed ? {} : { not_labels: [nameOf(not)] };
      lines.push(JSON.stringify({ file_name: file, label, ...denied }));
      yield { name: file, content: picture.thumb };
    }
    yield { name: "metadata.jsonl", content: `${lines.join("\n")}\n` };
  }

  const zip = await writeZip(entries());
  return { zip, pictures: lines.length };
}
