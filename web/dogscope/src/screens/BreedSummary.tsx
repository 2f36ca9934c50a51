/** A breed in one line: its origin, height and weight, with a link to its screen. */
import { factsOf } from "../breeds/breedFacts";
import { useLocale } from "../state/appContext";
import { href } from "../state/router";
import { measurementRange } from "../locales/measurementRange";

export default function BreedSummary({ id }: { id: string }) {
  const locale = useLocale();
  const { origin, height, weight } = factsOf(id);
  const known = [
    origin && locale.list(origin.value.map((code) => locale.country(code))),
    height && measurementRange(locale, height.value, "centimeter"),
    weight && measurementRange(locale, weight.value, "kilogram"),
  ].filter((each) => each !== null);
  return (
    <p className="quick">
      {known.join(" · ")} <a href={href("breed", id)}>{locale.t("result.more")}</a>
    </p>
  );
}
