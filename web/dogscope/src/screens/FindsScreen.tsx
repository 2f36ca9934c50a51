/** The other animals that were found: a bonus beside the dogs. */
import { useState } from "react";
import { AnimalDrawing } from "../components/AnimalDrawing";
import { Icon } from "../components/Icon";
import { PhotoThumbnail } from "../components/PhotoThumbnail";
import { ANIMALS, type Animal } from "../storage/animals";
import { useLocale, useUserData } from "../state/appContext";
import { href } from "../state/router";
import type { Find } from "../storage/userRecords";
import { FindSheet } from "./FindSheet";

export default function FindsScreen() {
  const locale = useLocale();
  const { t } = locale;
  const { finds } = useUserData();
  const [openId, setOpenId] = useState<string | null>(null);
  const open = finds.find(({ id }) => id === openId) ?? null;
  const of = (animal: Animal): readonly Find[] => finds.filter((each) => each.animal === animal);
  return (
    <section className="page" aria-labelledby="finds-title">
      <header className="bar">
        <a className="round" href={href("kennel")} aria-label={t("breed.back")}>
          <Icon name="back" />
        </a>
        <h1 id="finds-title">{t("find.title")}</h1>
      </header>
      <p className="fine">{t("find.how")}</p>
      {ANIMALS.map((animal) => (
        <section key={animal} className="animal-row" aria-labelledby={`animal-${animal}`}>
          <h2 id={`animal-${animal}`}>
            <AnimalDrawing animal={animal} />
            {t(`animal.${animal}`)}
            <small>
              {of(animal).length > 0
                ? t("find.count", { n: of(animal).length })
                : t("kennel.missing")}
            </small>
          </h2>
          {of(animal).length > 0 && (
            <ul className="strip">
              {of(animal).map((find) => (
                <li key={find.id}>
                  <button type="button" className="thumb" onClick={() => setOpenId(find.id)}>
                    <PhotoThumbnail id={find.id} />
                    <span className="unseen">
                      {t("catch.open", {
                        breed: t(`animal.${animal}`),
                        when: locale.moment(find),
                      })}
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          )}
        </section>
      ))}
      {open && <FindSheet find={open} onClose={() => setOpenId(null)} />}
    </section>
  );
}
