/** What tells a breed from its look-alikes; folded below, its facts with all sources. */
import { characterSourceOf } from "../breeds/breedCharacterSources";
import { factsOf, type Fact, type Source } from "../breeds/breedFacts";
import type { Locale, MessageKey } from "../locales/locale";
import { useLocale } from "../state/appContext";
import { BreedSize } from "./BreedSize";
import { LookAlikes } from "./LookAlikes";
import { measurementRange } from "../locales/measurementRange";

interface FactRow {
  readonly name: MessageKey;
  readonly value: string;
  readonly source: Source;
}

interface BreedDetailsProps {
  readonly id: string;
  /** Shows the dog in colour. */
  readonly found: boolean;
}

export default function BreedDetails({ id, found }: BreedDetailsProps) {
  const locale = useLocale();
  const { t } = locale;
  const rows = rowsOf(id, locale);
  const character = characterSourceOf(id);
  const all: Source[] = [...(character ? [character] : []), ...rows.map(({ source }) => source)];
  const sources = [...new Map(all.map((source) => [source.url, source])).values()];
  const numberOf = (source: Source): number =>
    sources.findIndex(({ url }) => url === source.url) + 1;
  return (
    <>
      <BreedSize id={id} found={found} />
      <LookAlikes id={id} />
      <details className="fold">
        <summary>
          <h2>{t("breed.facts")}</h2>
        </summary>
        <dl className="facts">
          {rows.map(({ name, value, source }) => (
            <div key={name}>
              <dt>{t(name)}</dt>
              <dd>
                {value}
                <sup>
                  <a href={`#source-${numberOf(source)}`} onClick={showSource}>
                    <span className="unseen">{t("breed.source")} </span>
                    {numberOf(source)}
                  </a>
                </sup>
              </dd>
            </div>
          ))}
        </dl>
        <h3>{t("breed.sources", { n: sources.length })}</h3>
        <ol className="sources">
          {sources.map(({ title, url }, at) => (
            <li key={url} id={`source-${at + 1}`} tabIndex={-1}>
              {title}: <span className="url">{url}</span>
              {character?.url === url && (
                <p>{t("breed.source.character", { day: dayOf(character.read, locale) })}</p>
              )}
            </li>
          ))}
        </ol>
      </details>
    </>
  );
}

function rowsOf(id: string, locale: Locale): FactRow[] {
  const { t } = locale;
  const { origin, height, weight, coat, ears, colours, group, rank } = factsOf(id);
  const row = <T,>(
    name: MessageKey,
    fact: Fact<T> | null,
    format: (value: T) => string,
  ): FactRow[] => (fact ? [{ name, value: format(fact.value), source: fact.source }] : []);
  return [
    ...row("fact.origin", origin, (codes) =>
      locale.list(codes.map((code) => locale.country(code))),
    ),
    ...row("fact.height", height, (range) => measurementRange(locale, range, "centimeter")),
    ...row("fact.weight", weight, (range) => measurementRange(locale, range, "kilogram")),
    ...row("fact.coat", coat, (value) => t(`coat.${value}` as MessageKey)),
    ...row("fact.ears", ears, (value) => t(`ears.${value}` as MessageKey)),
    ...row("fact.colours", colours, (values) =>
      locale.list(values.map((value) => t(`colour.${value}` as MessageKey))),
    ),
    ...row("fact.group", group, (value) => t(`group.${value}` as MessageKey)),
    ...row("fact.rank", rank, (value) => t("fact.rank.value", { rank: value })),
  ];
}

/** Writes an ISO 8601 date; at noon of the local time it is the same day in every time zone. */
function dayOf(date: string, locale: Locale): string {
  return locale.day(Date.parse(`${date}T12:00`));
}

/** Jumps to a source by hand: the address's # names the screen. */
function showSource(event: React.MouseEvent<HTMLAnchorElement>): void {
  event.preventDefault();
  const source = document.getElementById(event.currentTarget.hash.slice(1));
  source?.focus();
  source?.scrollIntoView({ block: "center" });
}
