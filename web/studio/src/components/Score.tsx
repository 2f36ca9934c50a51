/** A score with a bar: how likely the answer is right. */
import { useLocale } from "../state/localeContext";
import { names } from "./Button";
import style from "./Score.module.css";

export interface ScoreProps {
  /** 0 to 1. */
  readonly score: number;
  /** Whether the function is sure; without it nothing is said of that. */
  readonly sure?: boolean;
}

export function Score({ score, sure }: ScoreProps) {
  const locale = useLocale();
  return (
    <span className={names(style.score, sure === false && style.unsure)}>
      <span className={style.bar} aria-hidden="true">
        <span className={style.fill} style={{ inlineSize: `${Math.round(score * 100)}%` }} />
      </span>
      <span>{locale.score(score)}</span>
      {sure !== undefined && (
        <span className={style.word}>{locale.t(sure ? "shell.sure" : "shell.notSure")}</span>
      )}
    </span>
  );
}
