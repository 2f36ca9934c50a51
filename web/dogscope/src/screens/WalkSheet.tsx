/** A walk: its way so far, or the recap of one that is over, to share. */
import { useState } from "react";
import { Icon } from "../components/Icon";
import { PhotoThumbnail } from "../components/PhotoThumbnail";
import { Sheet } from "../components/Sheet";
import { StatList } from "../components/StatList";
import { distanceText } from "../locales/distanceText";
import { deliverFile } from "../sharing/deliverFile";
import { useApp, useLocale, useUserData } from "../state/appContext";
import { catchName } from "../state/catchName";
import { useNow } from "../state/useNow";
import { useOfferUndo } from "../state/useOfferUndo";
import { useShowError } from "../state/useShowError";
import type { Walk } from "../storage/userRecords";
import { useStore } from "../store/stateStore";
import { durationText } from "../walks/durationText";
import { linePath, trailWithin } from "../walks/trail";
import { recapOf, type WalkRecap } from "../walks/walkRecap";
import { deleteWalk, endWalk, walkTrouble } from "../walks/walkTracker";

/** The units of the drawing of the way. */
const [WIDTH, HEIGHT, MARGIN] = [600, 320, 36];
/** Dogs that the card shows. */
const MOST_PICTURES = 6;

interface WalkSheetProps {
  readonly walk: Walk;
  readonly onClose: () => void;
}

export default function WalkSheet({ walk, onClose }: WalkSheetProps) {
  const { userData, toaster } = useApp();
  const locale = useLocale();
  const { t } = locale;
  const showError = useShowError();
  const offerUndo = useOfferUndo();
  const records = useUserData();
  const now = useNow(1000);
  const [isBusy, setBusy] = useState(false);
  const trouble = useStore(walkTrouble);
  const isOver = walk.end !== null;
  const recap = recapOf(walk, records, now);
  const stats = statsOf(recap, locale);

  const run = (action: () => Promise<void>): void => {
    if (isBusy) return;
    setBusy(true);
    action()
      .catch(showError)
      .finally(() => setBusy(false));
  };
  const stop = (): void => run(async () => void (await endWalk(userData, walk)));
  const remove = (): void =>
    run(async () => {
      const undo = await deleteWalk(userData, walk);
      onClose();
      offerUndo(t("walk.deleted"), undo);
    });
  const share = (): void =>
    run(async () => {
      const { drawWalkCard } = await import("../sharing/walkCard");
      const dogs = recap.catches.slice(0, MOST_PICTURES);
      const photos = await Promise.all(dogs.map(({ id }) => userData.photo(id)));
      const card = await drawWalkCard({
        title: t("walk.title"),
        date: locale.day(walk.at),
        stats,
        path: walk.path,
        times: recap.catches.map(({ at }) => at),
        pictures: photos.flatMap((photo) => (photo ? [photo.thumb] : [])),
      });
      const file = new File([card], `dog-scope-walk-${walk.id.slice(0, 8)}.png`, {
        type: "image/png",
      });
      const delivered = await deliverFile(file, t("walk.title"));
      if (delivered === "saved") toaster.show(t("share.saved"), "good");
    });
  return (
    <Sheet title={t(isOver ? "walk.title" : "walk.title.now")} onClose={onClose}>
      <p className="fine">
        {isOver
          ? `${locale.moment(walk.at)} – ${locale.time(walk.end)}`
          : t("walk.since", { time: locale.time(walk.at) })}
      </p>
      {!isOver && (
        <p className={trouble ? "banner" : ""} role="status">
          {trouble ? t(`walk.${trouble}`) : t("walk.keep")}
        </p>
      )}
      {walk.path.length > 1 && <TrailDrawing walk={walk} recap={recap} />}
      <StatList stats={stats} />
      {recap.catches.length + recap.finds.length > 0 && (
        <ul className="walk-dogs">
          {[...recap.catches, ...recap.finds].map((each) => (
            <li key={each.id}>
              <PhotoThumbnail id={each.id} />
              <small>
                {"breed" in each ? catchName(each, locale) : t(`animal.${each.animal}`)}
              </small>
            </li>
          ))}
        </ul>
      )}
      {isOver && recap.catches.length === 0 && <p>{t("walk.nodogs")}</p>}
      <div className="actions">
        {isOver ? (
          <button type="button" className="primary" disabled={isBusy} onClick={share}>
            <Icon name="share" />
            {t("share")}
          </button>
        ) : (
          <button type="button" className="primary" disabled={isBusy} onClick={stop}>
            <Icon name="check" />
            {t("walk.stop")}
          </button>
        )}
        <button type="button" className="secondary" disabled={isBusy} onClick={remove}>
          <Icon name="trash" />
          {t("delete")}
        </button>
      </div>
      {isOver && <p className="fine">{t("walk.private")}</p>}
    </Sheet>
  );
}

function statsOf(
  { metres, duration, catches, newBreeds, finds }: WalkRecap,
  locale: ReturnType<typeof useLocale>,
): [string, string][] {
  const { t } = locale;
  const all: [string, string][] = [
    [t("walk.distance"), distanceText(metres, locale)],
    [t("walk.time"), durationText(duration, locale)],
    [t("walk.dogs"), locale.number(catches.length)],
    [t("walk.new"), locale.number(newBreeds.length)],
  ];
  return finds.length === 0 ? all : [...all, [t("walk.others"), locale.number(finds.length)]];
}

function TrailDrawing({ walk, recap }: { readonly walk: Walk; readonly recap: WalkRecap }) {
  const { t } = useLocale();
  const { positions, at } = trailWithin(walk.path, WIDTH, HEIGHT, MARGIN);
  const [start, end] = [positions[0]!, positions.at(-1)!];
  return (
    <svg className="trail" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t("walk.way")}>
      <path d={linePath(positions)} />
      <circle className="start" cx={start[0]} cy={start[1]} r="9" />
      <circle className="end" cx={end[0]} cy={end[1]} r="9" />
      {recap.catches.map((caught) => {
        const [x, y] = at(caught.at)!;
        return <circle key={caught.id} className="dog" cx={x} cy={y} r="11" />;
      })}
    </svg>
  );
}
