/** The journal: the catches day by day, and on a map. */
import { lazy, Suspense, useMemo, useState } from "react";
import { Icon, Paw } from "../components/Icon";
import { PhotoThumbnail } from "../components/PhotoThumbnail";
import { Sheet } from "../components/Sheet";
import type { Locale } from "../locales/locale";
import { useLocale, useUserData } from "../state/appContext";
import { href } from "../state/router";
import type { Catch } from "../storage/userRecords";
import { CatchSheet } from "./CatchSheet";
import { TodayCard } from "./TodayCard";

const WorldMap = lazy(() => import("./WorldMap"));

/** Entries of the list to render at first, and to add on demand. */
const PAGE = 60;

export function JournalScreen() {
  const { t } = useLocale();
  const { catches } = useUserData();
  const [isMap, setMap] = useState(false);
  const [shown, setShown] = useState(PAGE);
  const [open, setOpen] = useState<Catch | null>(null);
  /** The catches of one point on the map. */
  const [pointIds, setPointIds] = useState<ReadonlySet<string>>(new Set());
  const atPoint = catches.filter(({ id }) => pointIds.has(id));
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
        <JournalMap
          onOpen={setOpen}
          onMany={(those) => setPointIds(new Set(those.map(({ id }) => id)))}
        />
      ) : (
        <JournalList shown={shown} onMore={() => setShown(shown + PAGE)} onOpen={setOpen} />
      )}
      {atPoint.length > 0 && (
        <Sheet
          title={t("journal.here", { n: atPoint.length })}
          onClose={() => setPointIds(new Set())}
        >
          <Entries catches={atPoint} onOpen={setOpen} />
        </Sheet>
      )}
      {open && <CatchSheet caught={open} onClose={() => setOpen(null)} />}
    </section>
  );
}

interface JournalMapProps {
  readonly onOpen: (caught: Catch) => void;
  readonly onMany: (catches: readonly Catch[]) => void;
}

function JournalMap({ onOpen, onMany }: JournalMapProps) {
  const { t } = useLocale();
  const { catches, settings } = useUserData();
  const placed = catches.filter(({ place }) => place !== null);
  return (
    <>
      <Suspense fallback={<p role="status">{t("loading")}</p>}>
        <WorldMap catches={placed} onOpen={onOpen} onMany={onMany} />
      </Suspense>
      {placed.length === 0 && (
        <p className="fine">
          {t(settings.places ? "journal.noplaces" : "journal.places.off")}{" "}
          {!settings.places && <a href={href("settings")}>{t("nav.settings")}</a>}
        </p>
      )}
    </>
  );
}

interface JournalListProps {
  /** The number of catches to show. */
  readonly shown: number;
  readonly onMore: () => void;
  readonly onOpen: (caught: Catch) => void;
}

function JournalList({ shown, onMore, onOpen }: JournalListProps) {
  const locale = useLocale();
  const { t } = locale;
  const { catches } = useUserData();
  const days = useMemo(() => byDay(catches.slice(0, shown), locale), [catches, shown, locale]);
  if (catches.length === 0) {
    return (
      <>
        <TodayCard />
        <div className="empty">
          <Paw size={72} />
          <p>{t("journal.empty")}</p>
          <a className="primary" href={href("scope")}>
            {t("kennel.go")}
          </a>
        </div>
      </>
    );
  }
  return (
    <>
      <TodayCard />
      {days.map(({ day, catches: those }) => (
        <section key={day} className="day">
          <h2>{day}</h2>
          <Entries catches={those} onOpen={onOpen} />
        </section>
      ))}
      {catches.length > shown && (
        <button type="button" className="secondary wide" onClick={onMore}>
          {t("journal.more", { n: catches.length - shown })}
        </button>
      )}
    </>
  );
}

interface EntriesProps {
  readonly catches: readonly Catch[];
  readonly onOpen: (caught: Catch) => void;
}

function Entries({ catches, onOpen }: EntriesProps) {
  const locale = useLocale();
  const { dogs } = useUserData();
  return (
    <ul className="entries">
      {catches.map((caught) => {
        const mine = dogs.find(({ id }) => id === caught.mine);
        return (
          <li key={caught.id}>
            <button type="button" className="entry" onClick={() => onOpen(caught)}>
              <PhotoThumbnail id={caught.id} />
              <span>
                <strong>{mine?.name ?? locale.breed(caught.breed)}</strong>
                <small>
                  {locale.time(caught.at)}
                  {mine && <> · {locale.breed(caught.breed)}</>}
                  {caught.place && <> · {locale.t("catch.placed")}</>}
                </small>
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function byDay(catches: readonly Catch[], locale: Locale): { day: string; catches: Catch[] }[] {
  const days: { day: string; catches: Catch[] }[] = [];
  for (const each of catches) {
    const day = locale.day(each.at);
    const last = days.at(-1);
    if (last?.day === day) last.catches.push(each);
    else days.push({ day, catches: [each] });
  }
  return days;
}
