/** Writes what was caught, corrected or taught, each at once. */
import { askToPersist } from "../storage/storageQuota";
import type { Keeper } from "../storage/userDataStore";
import type { Catch, Example, MyDog } from "../storage/records";
import { encode } from "../images/photoWorkerClient";
import type { Box } from "../images/geometry";
import type { Verdict } from "../detection/classification";
import { placeNow } from "./userLocation";

export interface Seen {
  readonly picture: ImageBitmap;
  readonly box: Box;
  readonly verdict: Verdict;
  readonly how: Catch["how"];
}

/** Keeps a dog; `breed` is what the user says, where they say something. */
export async function keepCatch(
  keeper: Keeper,
  seen: Seen,
  breed: string | null = null,
): Promise<{ caught: Catch; isNew: boolean }> {
  const { verdict, picture, box, how } = seen;
  const [encoded, place] = await Promise.all([
    encode(picture, box),
    how === "live" && keeper.kept.settings.places ? placeNow() : null, // a photo may be of anywhere
  ]);
  const caught: Catch = {
    id: crypto.randomUUID(),
    at: Date.now(),
    breed: breed ?? verdict.breed,
    by: breed === null ? "app" : "user",
    guesses: verdict.alternatives.map(({ id, score }) => ({ id, score })),
    how,
    place,
    mine: verdict.mine?.id ?? null,
  };
  const examples = breed === null ? [] : [exampleOf(caught, verdict)];
  const isNew = !keeper.kept.catches.some((each) => each.breed === caught.breed);
  await keeper.write({ catches: [caught], examples, pictures: [{ id: caught.id, ...encoded }] });
  void askToPersist();
  return { caught, isNew };
}

function exampleOf({ id, at, breed }: Catch, { kind, breed: said }: Verdict): Example {
  return { id, at, breed, not: kind === "dog" && said !== breed ? said : null };
}

/** Whether it was not deleted meanwhile, in another tab. */
function isKept({ kept }: Keeper, { id }: Catch): boolean {
  return kept.catches.some((each) => each.id === id);
}

/** The user says that a catch is of another breed. */
export async function correct(keeper: Keeper, caught: Catch, breed: string): Promise<void> {
  if (!isKept(keeper, caught)) return;
  const said =
    caught.by === "app"
      ? caught.breed
      : (keeper.kept.examples.find(({ id }) => id === caught.id)?.not ?? null);
  const changed: Catch = { ...caught, breed, by: "user" };
  const example: Example = {
    id: caught.id,
    at: Date.now(),
    breed,
    not: said === breed ? null : said,
  };
  await keeper.write({ catches: [changed], examples: [example] });
}

/** The user says that there is no dog: it is no catch, and a picture to learn from. */
export async function noDog(keeper: Keeper, seen: Seen): Promise<void> {
  const id = crypto.randomUUID();
  const encoded = await encode(seen.picture, seen.box);
  const example: Example = { id, at: Date.now(), breed: null, not: seen.verdict.breed };
  await keeper.write({ examples: [example], pictures: [{ id, ...encoded }] });
}

/** The user says that there is no dog on a catch: it is one no more, and its photo an example. */
export async function denyCatch(keeper: Keeper, caught: Catch): Promise<void> {
  if (!isKept(keeper, caught)) return;
  const { id, breed } = caught;
  const example: Example = { id, at: Date.now(), breed: null, not: breed };
  await keeper.write({ examples: [example], remove: { catches: [id] } });
}

export async function release(keeper: Keeper, caught: Catch): Promise<void> {
  await keeper.write({
    remove: { catches: [caught.id], examples: [caught.id], pictures: [caught.id] },
  });
}

/** A dog's name: what can be read, in one line; it may be nothing. */
export function nameOf(text: string): string {
  return text.normalize("NFC").replace(/\p{C}/gu, "").trim().slice(0, 60);
}

/** Adds a dog of the user's own, from pictures of it. */
export async function keepDog(
  keeper: Keeper,
  name: string,
  seen: readonly { readonly picture: ImageBitmap; readonly box: Box }[],
): Promise<MyDog> {
  const pictures = await Promise.all(
    seen.map(async ({ picture, box }) => ({
      id: crypto.randomUUID(),
      ...(await encode(picture, box)),
    })),
  );
  const dog: MyDog = {
    id: crypto.randomUUID(),
    at: Date.now(),
    name: nameOf(name),
    pictures: pictures.map(({ id }) => id),
  };
  await keeper.write({ dogs: [dog], pictures });
  void askToPersist();
  return dog;
}

export async function forgetDog(keeper: Keeper, dog: MyDog): Promise<void> {
  await keeper.write({ remove: { dogs: [dog.id], pictures: dog.pictures } });
}
