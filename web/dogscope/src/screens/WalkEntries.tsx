/** Walks in the journal. */
import { Icon } from "../components/Icon";
import { distanceText } from "../locales/distanceText";
import { useLocale, useUserData } from "../state/appContext";
import type { Walk } from "../storage/userRecords";
import { durationText } from "../walks/durationText";
import { openedWalk } from "../walks/openedWalk";
import { recapOf } from "../walks/walkRecap";

export function WalkEntries({ walks }: { readonly walks: readonly Walk[] }) {
  const locale = useLocale();
  const { t } = locale;
  const records = useUserData();
  if (walks.length === 0) return null;
  return (
    <ul className="entries">
      {walks.map((walk) => {
        const { metres, duration, catches } = recapOf(walk, records, walk.end!);
        return (
          <li key={walk.id}>
            <button type="button" className="entry" onClick={() => openedWalk.set(walk.id)}>
              <span className="walk-mark" aria-hidden="true">
                <Icon name="route" size={30} />
              </span>
              <span>
                <strong>{t("walk.title")}</strong>
                <small>
                  {locale.time(walk.at)} · {durationText(duration, locale)} ·{" "}
                  {t("walk.entry", { n: catches.length, distance: distanceText(metres, locale) })}
                </small>
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
