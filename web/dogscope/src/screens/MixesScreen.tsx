/** The mixed breeds: each has its own place, with what it looks like. */
import { useState } from "react";
import { Icon } from "../components/Icon";
import { PhotoThumbnail } from "../components/PhotoThumbnail";
import { useLocale, useUserData } from "../state/appContext";
import { href } from "../state/router";
import type { Catch } from "../storage/userRecords";
import { catchName, mixText } from "../state/catchName";
import { CatchSheet } from "./CatchSheet";

export default function MixesScreen() {
  const locale = useLocale();
  const { t } = locale;
  const { catches } = useUserData();
  const [open, setOpen] = useState<Catch | null>(null);
  const mixes = catches.filter(({ mix }) => mix);
  return (
    <section className="page" aria-labelledby="mixes-title">
      <header className="bar">
        <a className="round" href={href("kennel")} aria-label={t("breed.back")}>
          <Icon name="back" />
        </a>
        <h1 id="mixes-title">{t("mix.title")}</h1>
      </header>
      {mixes.length === 0 ? (
        <div className="empty">
          <Icon name="heart" size={72} />
          <p>{t("mix.empty")}</p>
          <a className="primary" href={href("scope")}>
            {t("kennel.go")}
          </a>
        </div>
      ) : (
        <>
          <p className="fine">{t("mix.how")}</p>
          <ul className="entries">
            {mixes.map((caught) => (
              <li key={caught.id}>
                <button type="button" className="entry" onClick={() => setOpen(caught)}>
                  <PhotoThumbnail id={caught.id} />
                  <span>
                    <strong>{catchName(caught, locale)}</strong>
                    <small>{mixText(caught.mix!, caught.guesses, locale)}</small>
                    <small>{locale.moment(caught)}</small>
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      {open && <CatchSheet caught={open} onClose={() => setOpen(null)} />}
    </section>
  );
}
