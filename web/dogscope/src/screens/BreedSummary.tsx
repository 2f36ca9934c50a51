/** A breed in a line: where it is from, how tall, how heavy; its page has the rest, and the sources. */
import { factsOf } from "../breeds/breedFacts";
import { useWords } from "../state/appContext";
import { href } from "../state/router";
import { range } from "./measurements";

export default function QuickFacts({ id }: { id: string }) {
  const words = useWords();
  const { origin, height, weight } = factsOf(id);
  const known = [
    origin && words.list(origin.value.map((code) => words.country(code))),
    height && range(words, height.value, "centimeter"),
    weight && range(words, weight.value, "kilogram"),
  ].filter((each) => each !== null);
  return (
    <p className="quick">
      {known.join(" · ")} <a href={href("breed", id)}>{words.t("result.more")}</a>
    </p>
  );
}
