/** The kennel: all breeds, each as a silhouette until found, then with the user's own photo. */
import { useMemo } from "react";
import { BREEDS, GROUPS, type Breed, type Group } from "../breeds/breedCatalogue";
import { BreedDrawing } from "../components/BreedDrawing";
import { OptionSelect } from "../components/OptionSelect";
import { PhotoThumbnail } from "../components/PhotoThumbnail";
import { SearchField } from "../components/SearchField";
import { searchable } from "../components/searchText";
import { collectionOf, groupProgress, type Collection, type FoundBreed } from "../game/collection";
import { RARITIES, rarityOf } from "../game/rarity";
import type { Locale } from "../locales/locale";
import { useLocale, useUserData } from "../state/appContext";
import { href } from "../state/router";
import { useScreenState, useScrollMemory } from "../state/screenMemory";
import { KeepSafe } from "./KeepSafe";
import { KennelSpecials } from "./KennelSpecials";

type Sort = "name" | "newest" | "most" | "rarest";
type Filter = "all" | "found" | "missing";

const SORTS: readonly Sort[] = ["newest", "name", "most", "rarest"];
const FILTERS: readonly Filter[] = ["all", "found", "missing"];

export function KennelScreen() {
  const locale = useLocale();
  const { t } = locale;
  const { catches } = useUserData();
  const [query, setQuery] = useScreenState("kennel.query", "");
  const [sort, setSort] = useScreenState<Sort>("kennel.sort", "newest");
  const [filter, setFilter] = useScreenState<Filter>("kennel.filter", "all");
  const [group, setGroup] = useScreenState<Group | "all">("kennel.group", "all");
  useScrollMemory("kennel.place");
  const collection = useMemo(() => collectionOf(catches), [catches]);
  const progress = useMemo(() => groupProgress(collection), [collection]);
  const sought = searchable(query);
  const shown = BREEDS.filter(
    (breed) =>
      (filter === "all" || (filter === "found") === collection.has(breed.id)) &&
      (group === "all" || breed.group === group) &&
      (sought === "" || searchable(locale.breed(breed.id)).includes(sought)),
  ).sort(comparatorOf(sort, collection, locale));
  return (
    <section className="page" aria-labelledby="kennel-title">
      <header className="page-head">
        <h1 id="kennel-title">{t("kennel.title")}</h1>
        <p className="count">
          <strong>{locale.number(collection.size)}</strong>
          <span>{t("kennel.of", { all: BREEDS.length })}</span>
        </p>
        <progress
          className="whole"
          max={BREEDS.length}
          value={collection.size}
          aria-label={t("kennel.progress", { found: collection.size, all: BREEDS.length })}
        />
      </header>
      <KeepSafe />
      <KennelSpecials />
      <div className="groups" role="group" aria-label={t("kennel.groups")}>
        {(["all", ...GROUPS] as const).map((each) => (
          <button
            key={each}
            type="button"
            className="chip"
            aria-pressed={group === each}
            onClick={() => setGroup(each)}
          >
            {t(`group.${each}`)}
            {each !== "all" && (
              <small>
                {progress.get(each)!.found}/{progress.get(each)!.all}
              </small>
            )}
          </button>
        ))}
      </div>
      <div className="filters">
        <SearchField label={t("kennel.search")} query={query} onQuery={setQuery} />
        <label className="field">
          <span className="unseen">{t("kennel.filter")}</span>
          <OptionSelect
            value={filter}
            options={FILTERS}
            labelOf={(each) => t(`kennel.filter.${each}`)}
            onChange={setFilter}
          />
        </label>
        <label className="field">
          <span className="unseen">{t("kennel.sort")}</span>
          <OptionSelect
            value={sort}
            options={SORTS}
            labelOf={(each) => t(`kennel.sort.${each}`)}
            onChange={setSort}
          />
        </label>
      </div>
      <details className="rarities">
        <summary>{t("rarity.title")}</summary>
        <ul>
          {RARITIES.map((rarity) => (
            <li key={rarity}>
              <span className={`rarity ${rarity}`}>{t(`rarity.${rarity}`)}</span>{" "}
              {t(`rarity.${rarity}.how`)}
            </li>
          ))}
        </ul>
      </details>
      <p className="unseen" role="status">
        {t("kennel.shown", { n: shown.length })}
      </p>
      {shown.length === 0 ? (
        <div className="empty">
          <p>{t(sought === "" && filter === "found" ? "kennel.empty" : "kennel.nothing")}</p>
          {filter === "found" && sought === "" && (
            <a className="primary" href={href("scope")}>
              {t("kennel.go")}
            </a>
          )}
        </div>
      ) : (
        <ul className="grid">
          {shown.map((breed) => (
            <BreedCell key={breed.id} breed={breed} found={collection.get(breed.id) ?? null} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** Returns the comparator of a sort order; equal breeds are ordered by name. */
function comparatorOf(
  sort: Sort,
  collection: Collection,
  locale: Locale,
): (a: Breed, b: Breed) => number {
  const last = ({ id }: Breed): number => collection.get(id)?.newest.at ?? 0;
  const count = ({ id }: Breed): number => collection.get(id)?.count ?? 0;
  const byName = (a: Breed, b: Breed): number =>
    locale.breed(a.id).localeCompare(locale.breed(b.id), locale.language);
  const comparators: Record<Sort, (a: Breed, b: Breed) => number> = {
    name: byName,
    newest: (a, b) => last(b) - last(a),
    most: (a, b) => count(b) - count(a),
    rarest: (a, b) => rarityRank(b) - rarityRank(a),
  };
  return (a, b) => comparators[sort](a, b) || byName(a, b);
}

/** Ranks breeds by rarity, then by the AKC's rank. */
function rarityRank(breed: Breed): number {
  return 1000 * RARITIES.indexOf(rarityOf(breed) ?? "common") + (breed.rank ?? 0);
}

function BreedCell({ breed, found }: { breed: Breed; found: FoundBreed | null }) {
  const locale = useLocale();
  const { t } = locale;
  const rarity = rarityOf(breed);
  return (
    <li className={found ? `cell found ${rarity ?? "unranked"}` : "cell"}>
      <a href={href("breed", breed.id)}>
        <span className="cell-picture">
          <PhotoThumbnail
            id={found?.newest.id ?? null}
            placeholder={<BreedDrawing id={breed.id} inColour={found !== null} />}
          />
          {found && found.count > 1 && <span className="times">×{locale.number(found.count)}</span>}
        </span>
        <span className="cell-name">{locale.breed(breed.id)}</span>
        <span className="unseen">
          {found ? t("kennel.caught", { n: found.count }) : t("kennel.missing")}
        </span>
      </a>
    </li>
  );
}
