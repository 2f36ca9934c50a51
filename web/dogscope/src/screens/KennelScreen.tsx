/** All breeds: a silhouette until found, then the user's own photo. */
import { useMemo } from "react";
import { BREEDS, GROUPS, type Breed, type Group } from "../breeds/breedCatalogue";
import { collectionOf, groupProgress, type Found } from "../game/collection";
import { rarityOf } from "../game/rarity";
import { useKept, useWords } from "../state/appContext";
import { useRemembered, useRememberedPlace } from "../state/screenMemory";
import { href } from "../state/router";
import { Silhouette } from "../components/BreedSilhouette";
import { usePicture } from "../state/usePhotoUrl";
import { plain } from "../components/searchText";
import { SearchField } from "../components/SearchField";

type Sort = "name" | "newest" | "most" | "rarest";
type Filter = "all" | "found" | "missing";

const SORTS: readonly Sort[] = ["newest", "name", "most", "rarest"];
const FILTERS: readonly Filter[] = ["all", "found", "missing"];
const RARITIES = ["common", "uncommon", "rare", "epic", "legendary"];

export function Kennel() {
  const words = useWords();
  const { t } = words;
  const { catches } = useKept();
  const [query, setQuery] = useRemembered("kennel.query", "");
  const [sort, setSort] = useRemembered<Sort>("kennel.sort", "newest");
  const [filter, setFilter] = useRemembered<Filter>("kennel.filter", "all");
  const [group, setGroup] = useRemembered<Group | "all">("kennel.group", "all");
  useRememberedPlace("kennel.place");
  const collection = useMemo(() => collectionOf(catches), [catches]);
  const progress = useMemo(() => groupProgress(collection), [collection]);
  const sought = plain(query);
  const shown = BREEDS.filter(
    (breed) =>
      (filter === "all" || (filter === "found") === collection.has(breed.id)) &&
      (group === "all" || breed.group === group) &&
      (sought === "" || plain(words.breed(breed.id)).includes(sought)),
  );
  const order: Record<Sort, (a: Breed, b: Breed) => number> = {
    name: (a, b) => words.breed(a.id).localeCompare(words.breed(b.id), words.language),
    newest: (a, b) => (collection.get(b.id)?.last ?? 0) - (collection.get(a.id)?.last ?? 0),
    most: (a, b) => (collection.get(b.id)?.count ?? 0) - (collection.get(a.id)?.count ?? 0),
    rarest: (a, b) => rank(b) - rank(a),
  };
  shown.sort((a, b) => order[sort](a, b) || order.name(a, b));
  return (
    <section className="page" aria-labelledby="kennel-title">
      <header className="page-head">
        <h1 id="kennel-title">{t("kennel.title")}</h1>
        <p className="count">
          <strong>{words.number(collection.size)}</strong>
          <span>{t("kennel.of", { all: BREEDS.length })}</span>
        </p>
        <progress
          className="whole"
          max={BREEDS.length}
          value={collection.size}
          aria-label={t("kennel.progress", { found: collection.size, all: BREEDS.length })}
        />
      </header>
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
          <select value={filter} onChange={(event) => setFilter(event.target.value as Filter)}>
            {FILTERS.map((each) => (
              <option key={each} value={each}>
                {t(`kennel.filter.${each}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span className="unseen">{t("kennel.sort")}</span>
          <select value={sort} onChange={(event) => setSort(event.target.value as Sort)}>
            {SORTS.map((each) => (
              <option key={each} value={each}>
                {t(`kennel.sort.${each}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
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
            <Cell key={breed.id} breed={breed} found={collection.get(breed.id) ?? null} />
          ))}
        </ul>
      )}
    </section>
  );
}

function rank(breed: Breed): number {
  return 1000 * RARITIES.indexOf(rarityOf(breed) ?? "common") + (breed.rank ?? 0);
}

function Cell({ breed, found }: { breed: Breed; found: Found | null }) {
  const words = useWords();
  const { t } = words;
  const url = usePicture(found?.newest.id ?? null, "thumb");
  const rarity = rarityOf(breed);
  return (
    <li className={found ? `cell found ${rarity ?? "unranked"}` : "cell"}>
      <a href={href("breed", breed.id)}>
        <span className="cell-picture">
          {url ? <img src={url} alt="" /> : <Silhouette shape={breed.shape} />}
          {found && found.count > 1 && <span className="times">×{words.number(found.count)}</span>}
        </span>
        <span className="cell-name">{words.breed(breed.id)}</span>
        <span className="unseen">
          {found ? t("kennel.caught", { n: found.count }) : t("kennel.missing")}
        </span>
      </a>
    </li>
  );
}
