/** How big a breed is: the dog beside a person's knee, by its sourced height. */
import { factsOf } from "../breeds/breedFacts";
import { SizeScale } from "../drawings/SizeScale";
import { useLocale } from "../state/appContext";
import { measurementRange } from "../locales/measurementRange";

export function BreedSize({ id, found }: { id: string; found: boolean }) {
  const locale = useLocale();
  const { t } = locale;
  const range = factsOf(id).height?.value;
  if (!range) return null;
  return (
    <section aria-labelledby="size-title">
      <h2 id="size-title">{t("breed.size")}</h2>
      <figure className="size">
        <SizeScale id={id} inColour={found} height={(range[0] + range[1]) / 2} />
        <figcaption>
          {t("breed.size.beside", { height: measurementRange(locale, range, "centimeter") })}
        </figcaption>
      </figure>
    </section>
  );
}
