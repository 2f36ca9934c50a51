/** The journal: the catches day by day, and on a map. */
import { lazy, Suspense, useMemo, useState } from "react";
import { Icon, Paw } from "../components/Icon";
import { PhotoThumbnail } from "../components/PhotoThumbnail";
import { Sheet } from "../components/Sheet";
import type { Locale } from "../locales/locale";
import { clockOf, type Moment } from "../game/calendarDay";
import { useLocale, useUserData } from "../state/appContext";
import { href } from "../state/router";
import type { Catch, Walk } from "../storage/userRecords";
import { catchName } from "../state/catchName";
import { CatchSheet } from "./CatchSheet";
import { StartWalk } from "./StartWalk";
import { TodayCard } from "./TodayCard";
import { usePlacesSetting } from "./usePlacesSetting";
import { WalkEntries } from "./WalkEntries";

const WorldMap = lazy(() => import("../map/WorldMap"));

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
  const { catches, walks, settings } = useUserData();
  const setPlaces = usePlacesSetting();
  const placed = useMemo(() => catches.filter(({ place }) => place !== null), [catches]);
  const isEmpty = placed.length === 0 && walks.every(({ path }) => path.length === 0);
  return (
    <>
      {isEmpty && (
        <div className="map-empty">
          <p>{t(settings.places ? "map.empty.on" : "map.empty")}</p>
          <div className="actions">
            {!settings.places && (
              <button type="button" className="primary" onClick={() => void setPlaces(true)}>
                {t("map.remember")}
              </button>
            )}
            <StartWalk />
          </div>
        </div>
      )}
      <Suspense fallback={<p role="status">{t("loading")}</p>}>
        <WorldMap catches={placed} walks={walks} onOpen={onOpen} onMany={onMany} />
      </Suspense>
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
  const { catches, walks } = useUserData();
  const days = useMemo(() => {
    const [those, hasMore] = [catches.slice(0, shown), catches.length > shown];
    const oldest = hasMore ? those.at(-1)!.at : -Infinity;
    const over = walks.filter(({ at, end }) => end !== null && at >= oldest);
    return byDay(those, over, locale);
  }, [catches, walks, shown, locale]);
  if (days.length === 0) {
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
      {days.map(({ day, catches: those, walks: over }) => (
        <section key={day} className="day">
          <h2>{day}</h2>
          <WalkEntries walks={over} />
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
                <strong>{mine?.name ?? catchName(caught, locale)}</strong>
                <small>
                  {locale.time(caught)}
                  {mine && <> · {catchName(caught, locale)}</>}
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

interface JournalDay {
  readonly day: string;
  readonly catches: Catch[];
  readonly walks: Walk[];
}

function byDay(catches: readonly Catch[], walks: readonly Walk[], locale: Locale): JournalDay[] {
  const days: JournalDay[] = [];
  const dayOf = (moment: Moment): JournalDay => {
    const day = locale.day(moment);
    if (days.at(-1)?.day !== day) days.push({ day, catches: [], walks: [] });
    return days.at(-1)!;
  };
  const entries = [
    ...catches.map((caught) => ({ moment: caught, caught, walk: null })),
    ...walks.map((walk) => ({ moment: { at: walk.at }, caught: null, walk })),
  ].sort((a, b) => clockOf(b.moment) - clockOf(a.moment));
  for (const { moment, caught, walk } of entries) {
    if (walk) dayOf(moment).walks.push(walk);
    else dayOf(moment).catches.push(caught);
  }
  return days;
}
