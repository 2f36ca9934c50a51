/** A sentence on a breed's character. */
import { use } from "react";
import { loadCharacters } from "../breeds/breedCharacters";
import { useLocale } from "../state/appContext";

/** Suspends until the language's sentences are loaded. */
export function BreedCharacter({ id }: { id: string }) {
  const text = use(loadCharacters(useLocale().language))[id];
  return text === undefined ? null : <p className="character">{text}</p>;
}
