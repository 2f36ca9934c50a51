/** A breed: what is known of it, what it is taken for, and the user's catches of it. */
import { lazy, Suspense, useMemo, useState } from "react";
import { breedOf } from "../breeds/breedCatalogue";
import type { Catch } from "../storage/records";
import { collectionOf } from "../game/collection";
import { rarityOf } from "../game/rarity";
import { useKept, useWords } from "../state/appContext";
import { Icon } from "../components/Icon";
import { href } from "../state/router";
import { Silhouette } from "../components/BreedSilhouette";
import { usePicture } from "../state/usePhotoUrl";
import { CatchSheet } from "./CatchSheet";

const BreedFacts = lazy(() => import("./BreedDetails"));

export function BreedPage({ id }: { id: string | null }) {
  const words = useWords();
  const { t } = words;
  const { catches } = useKept();
  const [open, setOpen] = useState<Catch | null>(null);
  const breed = breedOf(id ?? "");
  const found = useMemo(() => collectionOf(catches).get(id ?? "") ?? null, [catches, id]);
  const url = usePicture(found?.newest.id ?? null, "photo");
  if (!breed) {
    return (
      <section className="page">
        <h1>{t("breed.unknown")}</h1>
        <a className="primary" href={href("kennel")}>
          {t("nav.kennel")}
        </a>
      </section>
    );
  }
  const rarity = rarityOf(breed);
  const own = catches.filter((each) => each.breed === breed.id);
  return (
    <section className="page breed" aria-labelledby="breed-title">
      <header className="bar">
        <a className="round" href={href("kennel")} aria-label={t("breed.back")}>
          <Icon name="back" />
        </a>
      </header>
      <div className={`hero ${found ? "" : "unfound"}`}>
        {url ? <img src={url} alt={t("breed.newest")} /> : <Silhouette shape={breed.shape} />}
      </div>
      <div className="breed-head">
        <h1 id="breed-title">{words.breed(breed.id)}</h1>
        <p className="tags">
          <span className="chip still">{t(`group.${breed.group}`)}</span>
          {rarity && <span className={`rarity ${rarity}`}>{t(`rarity.${rarity}`)}</span>}
        </p>
        {found ? (
          <dl className="dates">
            <div>
              <dt>{t("breed.caught")}</dt>
              <dd>{t("breed.times", { n: found.count })}</dd>
            </div>
            <div>
              <dt>{t("breed.first")}</dt>
              <dd>{words.day(found.first)}</dd>
            </div>
            <div>
              <dt>{t("breed.last")}</dt>
              <dd>{words.day(found.last)}</dd>
            </div>
          </dl>
        ) : (
          <p className="fine">{t("breed.notfound")}</p>
        )}
      </div>
      <Suspense fallback={<p role="status">{t("loading")}</p>}>
        <BreedFacts id={breed.id} />
      </Suspense>
      {own.length > 0 && (
        <section aria-labelledby="own-title">
          <h2 id="own-title">{t("breed.yours")}</h2>
          <ul className="strip">
            {own.map((each) => (
              <li key={each.id}>
                <Thumb caught={each} onOpen={() => setOpen(each)} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {open && <CatchSheet caught={open} onClose={() => setOpen(null)} />}
    </section>
  );
}

export function Thumb({ caught, onOpen }: { caught: Catch; onOpen: () => void }) {
  const words = useWords();
  const url = usePicture(caught.id, "thumb");
  return (
    <button type="button" className="thumb" onClick={onOpen}>
      {url ? <img src={url} alt="" /> : <span className="blank" />}
      <span className="unseen">
        {words.t("catch.open", { breed: words.breed(caught.breed), when: words.moment(caught.at) })}
      </span>
    </button>
  );
}
