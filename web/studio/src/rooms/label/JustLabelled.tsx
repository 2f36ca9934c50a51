/** What was labelled last, by whom: one's own labels and those of others, as they come. */
import { useCallback, useState } from "react";
import { LabelChip } from "../../components/LabelChip";
import { Thumbnail } from "../../components/Thumbnail";
import { useChanges, type Changes } from "../../state/liveEvents";
import { useLocale } from "../../state/localeContext";
import { useJustLabelled, usePeopleHere } from "./labellingData";
import type { QueueAct } from "./queueState";
import style from "./label.module.css";

const SHOWN = 8;

export function JustLabelled({ done }: { readonly done: readonly QueueAct[] }) {
  const { t } = useLocale();
  const [ids, setIds] = useState<readonly number[]>([]);
  const you = usePeopleHere().data?.you;
  const listener = useCallback((changes: Changes) => {
    if (changes.examples.length > 0)
      setIds((now) => [...new Set([...[...changes.examples].reverse(), ...now])].slice(0, SHOWN));
  }, []);
  useChanges(listener);
  const found = useJustLabelled(ids).data?.examples ?? [];
  const shown = ids
    .map((id) => found.find((each) => each.id === id))
    .filter((each) => each !== undefined)
    .filter((each) => each.labels.length > 0 || each.not_labels.length > 0);
  if (shown.length === 0 && done.length === 0) return null;
  return (
    <section className={style.just} aria-label={t("label.justLabelled")}>
      <ol className={style.strip}>
        {shown.map((each) => (
          <li key={each.id} className={style.recent}>
            <span className={style.recentPicture}>
              <Thumbnail example={each} size={160} />
            </span>
            {each.label === null ? (
              <LabelChip label={each.not_labels[0]!} not />
            ) : (
              <LabelChip label={each.label} />
            )}
            {each.who !== you && <span className={style.small}>{each.who}</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}
