/** A tested example with its label and the answer; on request with where the answer comes from. */
import { Thumbnail } from "../../components/Thumbnail";
import { Icon } from "../../components/Icon";
import { useLocale } from "../../state/localeContext";
import { useProject } from "../../state/project";
import { heatMapUrl, type Answered } from "./testData";
import { LabelNames } from "./LabelName";
import { CorrectMenu } from "./CorrectMenu";
import style from "./test.module.css";

export interface AnswerCardProps {
  readonly answered: Answered;
  readonly run: number;
  readonly heat: boolean;
  readonly onOpen: () => void;
}

export function AnswerCard({ answered, run, heat, onOpen }: AnswerCardProps) {
  const locale = useLocale();
  const { t } = locale;
  const { name: project, multi_label } = useProject();
  const { example, name, right } = answered;
  return (
    <li className={style.card}>
      <button
        type="button"
        className={style.picture}
        onClick={onOpen}
        {...(example?.modality !== "text" && { "aria-label": t("test.lookAt", { name }) })}
        disabled={example === null}
      >
        {example === null ? (
          <span className={style.gone}>
            <Icon name="image" size={20} />
            {t("test.notInProject")}
          </span>
        ) : (
          <>
            <Thumbnail example={example} size={320} alt="" />
            {heat && example.modality === "image" && (
              <img
                className={style.heat}
                src={heatMapUrl(project, run, example.id, answered.answer[0])}
                alt=""
                loading="lazy"
                decoding="async"
                draggable={false}
              />
            )}
          </>
        )}
      </button>
      <div className={style.cardWords}>
        <p className={style.verdict}>
          <Icon name={right === false ? "close" : "check"} size={14} />
          <LabelNames labels={answered.answer} />
          {!multi_label && <span className={style.cardScore}>{locale.score(answered.score)}</span>}
        </p>
        {right === false && (
          <p className={style.isReally}>
            {t("test.labelled")} <LabelNames labels={answered.truth} />
          </p>
        )}
        {answered.relabelled && example !== null && (
          <p className={style.isReally}>
            {t("test.nowLabelled")} <LabelNames labels={example.labels} />
          </p>
        )}
        {example !== null && right === false && <CorrectMenu answered={answered} small />}
      </div>
    </li>
  );
}
