/** A breed: its character, its look-alikes and facts, and the user's catches of it. */
import { lazy, Suspense, useMemo, useState } from "react";
import { breedOf } from "../breeds/breedCatalogue";
import { BreedDrawing } from "../components/BreedDrawing";
import { Icon } from "../components/Icon";
import { PhotoThumbnail } from "../components/PhotoThumbnail";
import { StatList } from "../components/StatList";
import { collectionOf } from "../game/collection";
import { rarityOf } from "../game/rarity";
import { useLocale, useUserData } from "../state/appContext";
import { href } from "../state/router";
import { usePhotoUrl } from "../state/usePhotoUrl";
import type { Catch } from "../storage/userRecords";
import { BreedCharacter } from "./BreedCharacter";
import { CatchSheet } from "./CatchSheet";

const BreedDetails = lazy(() => import("./BreedDetails"));

export function BreedScreen({ id }: { id: string | null }) {
  const locale = useLocale();
  const { t } = locale;
  const { catches } = useUserData();
  const [open, setOpen] = useState<Catch | null>(null);
  const breed = breedOf(id ?? "");
  const found = useMemo(() => collectionOf(catches).get(id ?? "") ?? null, [catches, id]);
  const url = usePhotoUrl(found?.newest.id ?? null, "photo");
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
  const own = catches.filter((each) => each.breed === breed.id && !each.mix);
  return (
    <section className="page breed" aria-labelledby="breed-title">
      <header className="bar">
        <a className="round" href={href("kennel")} aria-label={t("breed.back")}>
          <Icon name="back" />
        </a>
      </header>
      <div className={`hero ${found ? "" : "unfound"}`}>
        {url ? (
          <img src={url} alt={t("breed.newest")} />
        ) : (
          <BreedDrawing id={breed.id} inColour={found !== null} />
        )}
      </div>
      <div className="breed-head">
        <h1 id="breed-title">{locale.breed(breed.id)}</h1>
        <Suspense fallback={<p className="character" />}>
          <BreedCharacter id={breed.id} />
        </Suspense>
        <p className="tags">
          <span className="chip still">{t(`group.${breed.group}`)}</span>
          {rarity && <span className={`rarity ${rarity}`}>{t(`rarity.${rarity}`)}</span>}
        </p>
        {rarity && <p className="fine">{t(`rarity.${rarity}.how`)}</p>}
        {found ? (
          <StatList
            stats={[
              [t("breed.caught"), t("breed.times", { n: found.count })],
              [t("breed.first"), locale.day(found.oldest)],
              [t("breed.last"), locale.day(found.newest)],
            ]}
          />
        ) : (
          <p className="fine">{t("breed.notfound")}</p>
        )}
      </div>
      <Suspense fallback={<p role="status">{t("loading")}</p>}>
        <BreedDetails id={breed.id} found={found !== null} />
      </Suspense>
      {own.length > 0 && (
        <section aria-labelledby="own-title">
          <h2 id="own-title">{t("breed.yours")}</h2>
          <ul className="strip">
            {own.map((each) => (
              <li key={each.id}>
                <button type="button" className="thumb" onClick={() => setOpen(each)}>
                  <PhotoThumbnail id={each.id} />
                  <span className="unseen">
                    {t("catch.open", {
                      breed: locale.breed(each.breed),
                      when: locale.moment(each),
                    })}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {open && <CatchSheet caught={open} onClose={() => setOpen(null)} />}
    </section>
  );
}
