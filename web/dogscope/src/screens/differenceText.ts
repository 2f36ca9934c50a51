/** Writes the differences between two breeds. */
import type { Difference } from "../breeds/breedFacts";
import type { Locale, MessageKey } from "../locales/locale";
import { measurementRange } from "../locales/measurementRange";

const UNITS = { height: "centimeter", weight: "kilogram" } as const;

/** Writes how a breed differs from another one. */
export function differenceText(difference: Difference, otherId: string, locale: Locale): string {
  const { t } = locale;
  const { kind, own, other } = difference;
  if (kind === "height" || kind === "weight") {
    const isLess = own[0] + own[1] < other[0] + other[1];
    return t(`differ.${kind}.${isLess ? "less" : "more"}`, {
      own: measurementRange(locale, own, UNITS[kind]),
      other: measurementRange(locale, other, UNITS[kind]),
      name: locale.breedWithin(otherId),
    });
  }
  if (kind === "colours") {
    return t("differ.colours", { own: colourList(own, locale), other: colourList(other, locale) });
  }
  return t(`differ.${kind}`, {
    own: t(`${kind}.${own}` as MessageKey),
    other: t(`${kind}.${other}` as MessageKey),
  });
}

/** Writes one breed's side of a difference. */
export function traitText({ kind, own }: Difference, locale: Locale): string {
  const { t } = locale;
  // Of the colours only those that the other breed lacks are known here.
  if (kind === "colours") return t("fact.trait.colours", { value: colourList(own, locale) });
  const value =
    kind === "height" || kind === "weight"
      ? measurementRange(locale, own, UNITS[kind])
      : t(`${kind}.${own}` as MessageKey);
  return t("fact.trait", { name: t(`fact.${kind}`), value });
}

function colourList(colours: readonly string[], locale: Locale): string {
  return locale.list(colours.map((colour) => locale.t(`colour.${colour}` as MessageKey)));
}
