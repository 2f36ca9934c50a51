/** A breed in one line, with a link to its screen; after a catch, its character as well. */
import { factsOf } from "../breeds/breedFacts";
import { measurementRange } from "../locales/measurementRange";
import { useLocale } from "../state/appContext";
import { href } from "../state/router";
import { BreedCharacter } from "./BreedCharacter";

export default function BreedSummary({ id, isCaught }: { id: string; isCaught: boolean }) {
  const locale = useLocale();
  const { origin, height, weight } = factsOf(id);
  const known = [
    origin && locale.list(origin.value.map((code) => locale.country(code))),
    height && measurementRange(locale, height.value, "centimeter"),
    weight && measurementRange(locale, weight.value, "kilogram"),
  ].filter((each) => each !== null);
  return (
    <>
      {isCaught && <BreedCharacter id={id} />}
      <p className="quick">
        {known.join(" · ")} <a href={href("breed", id)}>{locale.t("result.more")}</a>
      </p>
    </>
  );
}
