/** The breeds that a breed is often taken for, and the differences. */
import { differences, lookAlikesOf } from "../breeds/breedFacts";
import { useLocale } from "../state/appContext";
import { href } from "../state/router";
import { differenceText } from "./differenceText";

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
