/** The breeds that a breed is often taken for, and the differences. */
import { differences, lookAlikesOf, type Difference } from "../breeds/breedFacts";
import type { Locale, MessageKey } from "../locales/locale";
import { useLocale } from "../state/appContext";
import { href } from "../state/router";
import { measurementRange } from "./measurementRange";

const MOST_DIFFERENCES = 3;

export function LookAlikes({ id }: { id: string }) {
  const locale = useLocale();
  const { t } = locale;
  const lookAlikes = lookAlikesOf(id);
  if (lookAlikes.length === 0) return null;
  return (
    <section aria-labelledby="alike-title">
      <h2 id="alike-title">{t("breed.alike")}</h2>
      <p className="fine">{t("breed.alike.how")}</p>
      <ul className="alike">
        {lookAlikes.map((other) => {
          const found = differences(id, other);
          return (
            <li key={other}>
              <a href={href("breed", other)}>{locale.breed(other)}</a>
              {found.length > 0 ? (
                <ul>
                  {found.slice(0, MOST_DIFFERENCES).map((difference) => (
                    <li key={difference.kind}>{differenceText(difference, other, locale)}</li>
                  ))}
                </ul>
              ) : (
                <p className="fine">{t("breed.alike.none")}</p>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function differenceText(difference: Difference, otherId: string, locale: Locale): string {
  const { t } = locale;
  const { kind, own, other } = difference;
  if (kind === "height" || kind === "weight") {
    const unit = kind === "height" ? "centimeter" : "kilogram";
    const isLess = own[0] + own[1] < other[0] + other[1];
    return t(`differ.${kind}.${isLess ? "less" : "more"}`, {
      own: measurementRange(locale, own, unit),
      other: measurementRange(locale, other, unit),
      name: locale.breed(otherId),
    });
  }
  if (kind === "colours") {
    const list = (colours: readonly string[]): string =>
      locale.list(colours.map((colour) => t(`colour.${colour}` as MessageKey)));
    return t("differ.colours", { own: list(own), other: list(other) });
  }
  return t(`differ.${kind}`, {
    own: t(`${kind}.${own}` as MessageKey),
    other: t(`${kind}.${other}` as MessageKey),
  });
}
