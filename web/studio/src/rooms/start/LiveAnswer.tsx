/** What the newest run says of the picture that the camera shows, again and again. */
import { useEffect, useState } from "react";
import { api, ApiError, call } from "../../api/client";
import { Score } from "../../components/Score";
import { ErrorNotice } from "../../components/States";
import { labelColour } from "../../components/labelColour";
import { takePicture } from "../../state/camera";
import { useLocale } from "../../state/localeContext";
import { useProject } from "../../state/project";
import style from "./LiveAnswer.module.css";

const SIDE = 320; // pixels
const REST = 150; // milliseconds between an answer and the next question
const AFTER_ERROR = 2_000;
const SHOWN = 3;

interface Answer {
  readonly answer: string | null;
  readonly score: number;
  readonly sure: boolean;
  readonly alternatives: readonly { readonly answer: string; readonly score: number }[];
}

export interface LiveAnswerProps {
  readonly video: HTMLVideoElement | null;
  readonly ready: boolean;
}

export function LiveAnswer({ video, ready }: LiveAnswerProps) {
  const { t } = useLocale();
  const { name, last_run: last, labels } = useProject();
  const run = last?.number ?? null;
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    if (run === null || !ready) return;
    let wanted = true;
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      let rest = REST;
      try {
        const picture = video === null || document.hidden ? null : await takePicture(video, SIDE);
        if (picture !== null) {
          const found = await call(
            api.POST("/v1/projects/{project}/runs/{run}:try", {
              params: { path: { project: name, run }, query: { top: SHOWN } },
              body: picture as never,
              bodySerializer: (body: unknown) => body as Blob,
              headers: { "Content-Type": "image/jpeg" },
            }),
          );
          if (!wanted) return;
          setAnswer(found.answer as unknown as Answer);
          setError(null);
        }
      } catch (failure) {
        rest = AFTER_ERROR;
        const busy = failure instanceof ApiError && failure.status === 503;
        if (wanted && !busy) setError(failure);
      }
      if (wanted) timer = setTimeout(() => void ask(), rest);
    };
    void ask();
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [name, run, ready, video]);
  if (run === null) return null;
  if (error !== null) return <ErrorNotice error={error} />;
  if (answer === null) return null;
  return (
    <section className={style.panel} aria-label={t("start.live")}>
      <p className={style.said} aria-live="polite">
        <strong>{answer.answer ?? t("start.nothingKnown")}</strong>
        <span>{t(answer.sure ? "shell.sure" : "shell.notSure")}</span>
      </p>
      <ul className={style.list}>
        {answer.alternatives.slice(0, SHOWN).map((each) => (
          <li key={each.answer}>
            <span
              className={style.dot}
              style={{ backgroundColor: labelColour(each.answer, labels) }}
              aria-hidden="true"
            />
            <span className={style.name}>{each.answer}</span>
            <Score score={each.score} />
          </li>
        ))}
      </ul>
    </section>
  );
}
