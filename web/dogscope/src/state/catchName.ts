/** The name of what was caught, and the words for a mixed breed. */
import type { ScoredBreed } from "../detection/dogPrediction";
import { isEvenMix, mixOf } from "../detection/mixedBreed";
import type { Locale } from "../locales/locale";
import type { NamedDog } from "../storage/userRecords";

/** Returns a catch's name, as where it stands alone or begins a sentence: "Beagle", "Beagle mix". */
export function catchName(named: NamedDog, locale: Locale): string {
  return locale.capitalized(catchNameWithin(named, locale));
}

/** Returns a catch's name as within a sentence: "beagle", "beagle mix". */
export function catchNameWithin({ breed, mix }: NamedDog, locale: Locale): string {
  const name = locale.breedWithin(breed);
  return mix ? locale.t("mix.name", { breed: name }) : name;
}

/** Returns what the app considered as a mix of it. */
export function namedMix(guesses: readonly ScoredBreed[]): NamedDog {
  const mix = mixOf(guesses);
  return { breed: mix[0]!, mix };
}

/** Asks which of two breeds it is: "Beagle or otterhound?" */
export function eitherText([one, other]: readonly ScoredBreed[], locale: Locale): string {
  const breeds = locale.either([locale.breed(one!.id), locale.breedWithin(other!.id)]);
  return locale.t("result.either", { breeds });
}

/** Says which breeds a mix looks like: "Looks mostly like beagle, with a bit of foxhound." */
export function mixText(
  mix: readonly string[],
  guesses: readonly ScoredBreed[],
  locale: Locale,
): string {
  const [one, ...others] = mix.map(locale.breedWithin);
  if (others.length === 0) return locale.t("mix.looks", { one: one! });
  if (isEvenMix(mix, guesses)) return locale.t("mix.looks.even", { one: one!, other: others[0]! });
  return locale.t("mix.looks.with", { one: one!, others: locale.list(others) });
}
