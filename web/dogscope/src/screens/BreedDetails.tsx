/** The facts of a breed with their sources, and how to tell it from its look-alikes. */
import {
  differences,
  factsOf,
  lookAlikesOf,
  type Difference,
  type Fact,
} from "../breeds/breedFacts";
import { useWords } from "../state/appContext";
import { href } from "../state/router";
import type { Key } from "../locales/locale";
import { range } from "./measurements";

export default function BreedFacts({ id }: { id: string }) {
  const words = useWords();
  const { t } = words;
  const facts = factsOf(id);
  const many = (prefix: string, values: readonly string[]): string =>
    words.list(values.map((value) => t(`${prefix}.${value}` as Key)));
  const rows: (readonly [Key, string, Fact<unknown>] | null)[] = [
    facts.origin && [
      "fact.origin",
      words.list(facts.origin.value.map((code) => words.country(code))),
      facts.origin,
    ],
    facts.height && ["fact.height", range(words, facts.height.value, "centimeter"), facts.height],
    facts.weight && ["fact.weight", range(words, facts.weight.value, "kilogram"), facts.weight],
    facts.coat && ["fact.coat", t(`coat.${facts.coat.value}` as Key), facts.coat],
    facts.ears && ["fact.ears", t(`ears.${facts.ears.value}` as Key), facts.ears],
    facts.colours && ["fact.colours", many("colour", facts.colours.value), facts.colours],
    facts.group && ["fact.group", t(`group.${facts.group.value}` as Key), facts.group],
    facts.rank && ["fact.rank", t("fact.rank.value", { rank: facts.rank.value }), facts.rank],
  ];
  const known = rows.filter((row) => row !== null);
  const sources = [...new Map(known.map(([, , { source }]) => [source.url, source])).values()];
  const alike = lookAlikesOf(id);
  const told = (difference: Difference, other: string): string => {
    const { kind } = difference;
    if (kind === "height" || kind === "weight") {
      const unit = kind === "height" ? "centimeter" : "kilogram";
      const less =
        difference.own[0] + difference.own[1] < difference.other[0] + difference.other[1];
      return t(`differ.${kind}.${less ? "less" : "more"}`, {
        own: range(words, difference.own, unit),
        other: range(words, difference.other, unit),
        name: other,
      });
    }
    if (kind === "colours") {
      return t("differ.colours", {
        own: many("colour", difference.own),
        other: many("colour", difference.other),
      });
    }
    return t(`differ.${kind}`, {
      own: t(`${kind}.${difference.own}` as Key),
      other: t(`${kind}.${difference.other}` as Key),
    });
  };
  return (
    <>
      <section aria-labelledby="facts-title">
        <h2 id="facts-title">{t("breed.facts")}</h2>
        <dl className="facts">
          {known.map(([key, value, { source }]) => (
            <div key={key}>
              <dt>{t(key)}</dt>
              <dd>
                {value}
                <sup>
                  <a
                    href={`#source-${sources.findIndex(({ url }) => url === source.url) + 1}`}
                    onClick={toSource}
                  >
                    <span className="unseen">{t("breed.source")} </span>
                    {sources.findIndex(({ url }) => url === source.url) + 1}
                  </a>
                </sup>
              </dd>
            </div>
          ))}
        </dl>
      </section>
      {alike.length > 0 && (
        <section aria-labelledby="alike-title">
          <h2 id="alike-title">{t("breed.alike")}</h2>
          <p className="fine">{t("breed.alike.how")}</p>
          <ul className="alike">
            {alike.map((other) => {
              const telling = differences(id, other);
              return (
                <li key={other}>
                  <a href={href("breed", other)}>{words.breed(other)}</a>
                  {telling.length > 0 ? (
                    <ul>
                      {telling.slice(0, 3).map((difference) => (
                        <li key={difference.kind}>{told(difference, words.breed(other))}</li>
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
      )}
      <details className="sources">
        <summary>{t("breed.sources", { n: sources.length })}</summary>
        <ol>
          {sources.map(({ title, url }, at) => (
            <li key={url} id={`source-${at + 1}`} tabIndex={-1}>
              {title}: <span className="url">{url}</span>
            </li>
          ))}
        </ol>
      </details>
    </>
  );
}

/** The address's # is the screen's, so the jump is made by hand. */
function toSource(event: React.MouseEvent<HTMLAnchorElement>): void {
  event.preventDefault();
  const id = event.currentTarget.hash.slice(1);
  const source = document.getElementById(id);
  source?.closest("details")?.setAttribute("open", "");
  source?.focus();
  source?.scrollIntoView({ block: "center" });
}
