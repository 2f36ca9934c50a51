/** One example, as large as there is room, with its guess. */
import { thumbnailUrl } from "../../api/addresses";
import { LabelChip } from "../../components/LabelChip";
import { Score } from "../../components/Score";
import { useLocale } from "../../state/localeContext";
import { useProject } from "../../state/project";
import { EntityText } from "./EntityText";
import type { QueueItem } from "./queueState";
import type { LabelQueue } from "./useLabelQueue";
import style from "./label.module.css";

export function OneView({ item, queue }: { readonly item: QueueItem; readonly queue: LabelQueue }) {
  const { t } = useLocale();
  const { name, counts } = useProject();
  const { example, guess } = item;
  return (
    <figure className={style.one} data-example={example.id}>
      {example.modality === "text" ? (
        <EntityText key={example.id} item={item} onAct={queue.act} />
      ) : (
        <img
          className={style.picture}
          src={thumbnailUrl(name, example, 640)}
          alt={example.name}
          decoding="sync"
          draggable={false}
        />
      )}
      <figcaption className={style.caption}>
        {guess ? (
          <span className={style.guess} aria-live="polite">
            <span className="visually-hidden">{t("label.guess")}</span>
            <LabelChip label={guess.label} suggested />
            {guess.score === null ? (
              <span className={style.small}>{t("label.saidByCallers")}</span>
            ) : (
              <Score score={guess.score} />
            )}
          </span>
        ) : (
          <span className={style.small}>{t("label.noGuessYet")}</span>
        )}
        <span className={style.name}>{example.name}</span>
        <span className={style.small}>{t("label.left", { n: counts.unlabelled })}</span>
      </figcaption>
    </figure>
  );
}
