/** One example, as large as there is room, with its guess. */
import { contentUrl, thumbnailUrl } from "../../api/addresses";
import { LabelChip } from "../../components/LabelChip";
import { Score } from "../../components/Score";
import { SoundPlayer } from "../../components/SoundPlayer";
import { useLocale } from "../../state/localeContext";
import { useProject } from "../../state/project";
import { EntityText } from "./EntityText";
import type { QueueItem } from "./queueState";
import type { LabelQueue } from "./useLabelQueue";
import style from "./label.module.css";

const NEXT = 5; // texts that are shown ahead

export interface OneViewProps {
  readonly item: QueueItem;
  readonly queue: LabelQueue;
}

export function OneView({ item, queue }: OneViewProps) {
  const { t } = useLocale();
  const { name, counts } = useProject();
  const { example, guess } = item;
  const next = queue.state.items.filter((each) => each !== item).slice(0, NEXT);
  return (
    <figure className={style.one} data-example={example.id}>
      {example.modality === "text" ? (
        <EntityText key={example.id} item={item} onAct={queue.act} />
      ) : example.modality === "audio" ? (
        <SoundPlayer
          key={example.id}
          src={contentUrl(name, example)}
          picture={thumbnailUrl(name, example, 640)}
          name={example.name}
          begin
        />
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
      {example.modality === "text" && next.length > 0 && (
        <div className={style.next}>
          <h2 className={style.small}>{t("label.next")}</h2>
          <ul>
            {next.map((each) => (
              <li key={each.example.id}>{each.example.text}</li>
            ))}
          </ul>
        </div>
      )}
    </figure>
  );
}
