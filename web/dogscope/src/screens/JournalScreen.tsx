/** What was caught, day by day, and where on the map. */
import { lazy, Suspense, useMemo, useState } from "react";
import type { Catch } from "../storage/records";
import { useKept, useWords } from "../state/appContext";
import { Icon, Paw } from "../components/Icon";
import { href } from "../state/router";
import { Sheet } from "../components/Sheet";
import { usePicture } from "../state/usePhotoUrl";
import { CatchSheet } from "./CatchSheet";

const WorldMap = lazy(() => import("./WorldMap"));

/** Entries that are drawn at once: a thousand photos need not be. */
const AT_ONCE = 60;

export function Journal() {
  const words = useWords();
  const { t } = words;
  const { catches, settings } = useKept();
  const [isMap, setMap] = useState(false);
  const [open, setOpen] = useState<Catch | null>(null);
  const [manyIds, setManyIds] = useState<ReadonlySet<string>>(new Set());
  const many = catches.filter(({ id }) => manyIds.has(id));
  const [most, setMost] = useState(AT_ONCE);
  const days = useMemo(() => byDay(catches.slice(0, most), words), [catches, most, words]);
  const placed = catches.filter(({ place }) => place !== null);
  return (
    <section className="page" aria-labelledby="journal-title">
      <header className="page-head">
        <h1 id="journal-title">{t("journal.title")}</h1>
        <div className="switch" role="group" aria-label={t("journal.view")}>
          <button type="button" aria-pressed={!isMap} onClick={() => setMap(false)}>
            <Icon name="list" size={20} />
            {t("journal.list")}
          </button>
          <button type="button" aria-pressed={isMap} onClick={() => setMap(true)}>
            <Icon name="map" size={20} />
            {t("journal.map")}
          </button>
        </div>
      </header>
      {isMap ? (
        <>
          <Suspense fallback={<p role="status">{t("loading")}</p>}>
            <WorldMap
              catches={placed}
              onOpen={setOpen}
              onMany={(those) => setManyIds(new Set(those.map(({ id }) => id)))}
            />
          </Suspense>
          {placed.length === 0 && (
            <p className="fine">
              {t(settings.places ? "journal.noplaces" : "journal.places.off")}{" "}
              {!settings.places && <a href={href("settings")}>{t("nav.settings")}</a>}
            </p>
          )}
        </>
      ) : catches.length === 0 ? (
        <div className="empty">
          <Paw size={72} />
          <p>{t("journal.empty")}</p>
          <a className="primary" href={href("scope")}>
            {t("kennel.go")}
          </a>
        </div>
      ) : (
        <>
          {days.map(({ day, catches: those }) => (
            <section key={day} className="day">
              <h2>{day}</h2>
              <ul className="entries">
                {those.map((each) => (
                  <li key={each.id}>
                    <Entry caught={each} onOpen={() => setOpen(each)} />
                  </li>
                ))}
              </ul>
            </section>
          ))}
          {catches.length > most && (
            <button
              type="button"
              className="secondary wide"
              onClick={() => setMost(most + AT_ONCE)}
            >
              {t("journal.more", { n: catches.length - most })}
            </button>
          )}
        </>
      )}
      {many.length > 0 && (
        <Sheet title={t("journal.here", { n: many.length })} onClose={() => setManyIds(new Set())}>
          <ul className="entries">
            {many.map((each) => (
              <li key={each.id}>
                <Entry caught={each} onOpen={() => setOpen(each)} />
              </li>
            ))}
          </ul>
        </Sheet>
      )}
      {open && <CatchSheet caught={open} onClose={() => setOpen(null)} />}
    </section>
  );
}

function Entry({ caught, onOpen }: { caught: Catch; onOpen: () => void }) {
  const words = useWords();
  const { dogs } = useKept();
  const url = usePicture(caught.id, "thumb");
  const mine = dogs.find(({ id }) => id === caught.mine);
  return (
    <button type="button" className="entry" onClick={onOpen}>
      {url ? <img src={url} alt="" /> : <span className="blank" />}
      <span>
        <strong>{mine?.name ?? words.breed(caught.breed)}</strong>
        <small>
          {words.time(caught.at)}
          {mine && <> · {words.breed(caught.breed)}</>}
          {caught.place && <> · {words.t("catch.placed")}</>}
        </small>
      </span>
    </button>
  );
}

function byDay(
  catches: readonly Catch[],
  words: { day(at: number): string },
): { day: string; catches: Catch[] }[] {
  const days: { day: string; catches: Catch[] }[] = [];
  for (const each of catches) {
    const day = words.day(each.at);
    const last = days.at(-1);
    if (last?.day === day) last.catches.push(each);
    else days.push({ day, catches: [each] });
  }
  return days;
}
