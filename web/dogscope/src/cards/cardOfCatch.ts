/** The card of a catch: what stands on it, in the user's language. */
import { BREEDS, breedOf } from "../breeds/breedCatalogue";
import { factsOf } from "../breeds/breedFacts";
import { rarityOf } from "../game/rarity";
import type { Locale } from "../locales/locale";
import { measurementRange } from "../locales/measurementRange";
import { mixText } from "../state/catchName";
import type { Catch, MyDog } from "../storage/userRecords";
import type { CardContent } from "./cardContent";
import { appQr } from "./cardQr";

/** From this score on, another breed was a question. */
const LEAST_RIVAL = 0.03;
const DEGREES: Intl.NumberFormatOptions = { maximumFractionDigits: 2 };

interface CardOptions {
  /** The dog that was recognised; null for any other dog. */
  readonly mine: MyDog | null;
  /** Whether the card says where the catch was made, to about 1 km. */
  readonly withPlace: boolean;
  /** The app's address. */
  readonly address: string;
}

export function cardOfCatch(
  caught: Catch,
  locale: Locale,
  { mine, withPlace, address }: CardOptions,
): CardContent {
  const { t } = locale;
  const { breed: id, place, mix } = caught;
  const breed = mix ? null : breedOf(id); // a mix has no breed's number, rarity, group or facts
  const rarity = breed ? rarityOf(breed) : null;
  const name = (mix ?? [id]).map((each) => locale.breed(each)).join(" × ");
  const rival = rivalOf(caught);
  return {
    rarity: rarity ?? "common",
    rarityName: rarity && t(`rarity.${rarity}`),
    silhouette: id,
    title: mine?.name ?? name,
    breed: mine ? name : null,
    group: mix ? t("mix.title") : breed ? t(`group.${breed.group}`) : "",
    number: mix ? t("card.mix") : t("card.number", { number: numberOf(id), all: BREEDS.length }),
    date: locale.day(caught),
    place:
      withPlace && place
        ? `${locale.number(place.latitude, DEGREES)}°, ${locale.number(place.longitude, DEGREES)}°`
        : null,
    remark: mix
      ? mixText(mix, caught.guesses, locale)
      : rival && t("card.notthat", { breed: locale.breedWithin(rival) }),
    facts: mix ? [] : factRows(id, locale),
    qr: appQr(address),
  };
}

/** Returns a breed's place in the catalogue, from 1. */
export function numberOf(id: string): number {
  return BREEDS.findIndex((each) => each.id === id) + 1;
}

/** Returns the other breed that the app considered most; null where there was no question. */
export function rivalOf({ breed, mix, guesses }: Catch): string | null {
  const own = new Set([breed, ...(mix ?? [])]);
  return guesses.find(({ id, score }) => !own.has(id) && score >= LEAST_RIVAL)?.id ?? null;
}

function factRows(id: string, locale: Locale): (readonly [string, string])[] {
  const { t } = locale;
  const { origin, height, weight, rank } = factsOf(id);
  const rows = [
    origin && [
      t("fact.origin"),
      locale.list(origin.value.slice(0, 2).map((code) => locale.country(code))),
    ],
    height && [t("fact.height"), measurementRange(locale, height.value, "centimeter")],
    weight && [t("fact.weight"), measurementRange(locale, weight.value, "kilogram")],
    rank && [t("fact.rank"), t("fact.rank.value", { rank: rank.value })],
  ];
  return rows.filter((row) => row !== null) as unknown as (readonly [string, string])[];
}
