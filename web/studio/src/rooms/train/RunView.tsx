/** A run: the verdict in words, the figures behind it, its curves, and with what it was trained. */
import { ButtonLink } from "../../components/Button";
import { LabelChip } from "../../components/LabelChip";
import { Panel } from "../../components/Page";
import { Notice } from "../../components/States";
import { roomPath } from "../../state/addresses";
import { noteText } from "./noteText";
import { useLocale } from "../../state/localeContext";
import { useProject } from "../../state/project";
import { CurveChart } from "./CurveChart";
import { weakLabels, verdictOf } from "./verdict";
import type { RunDetails } from "./trainData";
import style from "./train.module.css";

export function RunView({ run, old }: { readonly run: RunDetails; readonly old: boolean }) {
  const locale = useLocale();
  const { t } = locale;
  const project = useProject();
  const verdict = verdictOf(run.diagnosis);
  const weak = weakLabels(run);
  return (
    <Panel
      title={t("train.run", { number: run.number })}
      tools={
        <>
          <span className={style.faint}>
            {locale.moment(run.created_at)}
            {run.seconds !== null && ` · ${locale.duration(run.seconds)}`}
          </span>
          <ButtonLink small icon="test" href={roomPath(project.name, "test", { run: run.number })}>
            {t("shell.test")}
          </ButtonLink>
        </>
      }
    >
      {old && <p className={style.faint}>{t("train.oldRun")}</p>}
      <Notice tone={verdict.tone}>
        <strong>{t(`train.verdict_${verdict.key}`)}.</strong>{" "}
        {t(`train.verdictText_${verdict.key}`)}
      </Notice>
      <Figures run={run} />
      {weak.length > 0 && (
        <ul className={style.advice}>
          {weak.map((each) => (
            <li key={each.label}>
              <LabelChip label={each.label} />
              <span>
                {t("train.weak", { share: locale.percent(each.recall), n: each.examples })}
              </span>
              <ButtonLink
                small
                tone="quiet"
                href={roomPath(project.name, "explore", { label: each.label })}
              >
                {t("train.lookAt")}
              </ButtonLink>
            </li>
          ))}
        </ul>
      )}
      <Curves run={run} />
      <Recalls run={run} />
      <Settings run={run} />
    </Panel>
  );
}

function Figures({ run }: { readonly run: RunDetails }) {
  const locale = useLocale();
  const { t } = locale;
  const { gap, sure } = run;
  const points = (share: number) => Math.round(100 * share) + 0; // no minus before a 0
  return (
    <dl className={style.figures}>
      <div>
        <dt>{t("train.validation")}</dt>
        <dd>{gap === null ? "–" : locale.percent(gap.validation_accuracy)}</dd>
        <dd>{t(gap === null ? "train.noValidation" : "train.validationText")}</dd>
      </div>
      <div>
        <dt>{t("train.training")}</dt>
        <dd>{gap === null ? "–" : locale.percent(gap.training_accuracy)}</dd>
        <dd>{t("train.trainingText", { n: run.examples })}</dd>
      </div>
      <div>
        <dt>{t("train.gap")}</dt>
        <dd>
          {gap === null
            ? "–"
            : t("train.points", { n: points(gap.training_accuracy - gap.validation_accuracy) })}
        </dd>
        <dd>
          {gap !== null && t("train.interval", { low: points(gap.low), high: points(gap.high) })}
        </dd>
      </div>
      <div>
        <dt>{t("train.sure")}</dt>
        <dd>{sure.score === null ? "–" : locale.percent(sure.share)}</dd>
        <dd>
          {sure.score !== null
            ? t("train.sureText", {
                score: locale.score(sure.score),
                target: locale.percent(sure.target),
              })
            : sure.more === null
              ? t("train.neverSure")
              : t("train.sureNeeds", { n: sure.more })}
        </dd>
      </div>
    </dl>
  );
}

function Curves({ run }: { readonly run: RunDetails }) {
  const { t } = useLocale();
  const { learning_curve: learning, training_curve: training } = run;
  if (learning.length < 2 && training.length < 2) return null;
  return (
    <>
      {learning.length > 1 && (
        <CurvePair
          title={t("train.moreExamples")}
          text={t("train.moreExamplesText")}
          points={learning}
          across={t("train.examplesAcross")}
        />
      )}
      {training.length > 1 && (
        <CurvePair
          title={t("train.stepByStep")}
          text={t("train.stepByStepText")}
          points={training}
          across={t("train.steps")}
        />
      )}
    </>
  );
}

interface CurvePairProps {
  readonly title: string;
  readonly text: string;
  readonly points: RunDetails["learning_curve"] | RunDetails["training_curve"];
  /** What the points' places are. */
  readonly across: string;
}

/** The accuracy and the loss of the same points. */
function CurvePair({ title, text, points, across }: CurvePairProps) {
  const { t } = useLocale();
  return (
    <section className={style.part}>
      <h3>{title}</h3>
      <p className={style.faint}>{text}</p>
      <div className={style.charts}>
        <CurveChart title={t("train.accuracy")} points={points} of="accuracy" across={across} />
        <CurveChart title={t("train.loss")} points={points} of="loss" across={across} />
      </div>
    </section>
  );
}

const MOST_SHOWN = 12;

function Recalls({ run }: { readonly run: RunDetails }) {
  const locale = useLocale();
  const { t } = locale;
  const sorted = [...run.label_recalls].sort((a, b) => (a.recall ?? -1) - (b.recall ?? -1));
  const bars = (labels: typeof sorted) => (
    <ul className={style.recalls}>
      {labels.map(({ label, recall, examples }) => (
        <li key={label}>
          <LabelChip label={label} />
          <span className={style.bar} aria-hidden="true">
            <span style={{ inlineSize: `${Math.round((recall ?? 0) * 100)}%` }} />
          </span>
          <span className={style.amount}>
            {recall === null
              ? t("train.oneExample")
              : t("train.recallOf", { share: locale.percent(recall), n: examples })}
          </span>
        </li>
      ))}
    </ul>
  );
  return (
    <section className={style.part}>
      <h3>{t("train.byLabel")}</h3>
      <p className={style.faint}>{t("train.byLabelText")}</p>
      {bars(sorted.slice(0, MOST_SHOWN))}
      {sorted.length > MOST_SHOWN && (
        <details className={style.details}>
          <summary>{t("train.otherLabels", { n: sorted.length - MOST_SHOWN })}</summary>
          {bars(sorted.slice(MOST_SHOWN))}
        </details>
      )}
    </section>
  );
}

function Settings({ run }: { readonly run: RunDetails }) {
  const locale = useLocale();
  const { t } = locale;
  const { settings } = run;
  const number = (value: number) => locale.number(value, { maximumSignificantDigits: 3 });
  const rows = [
    [t("train.setting_encoder"), settings.encoder],
    [t("train.setting_kind"), settings.kind],
    [t("train.setting_regularisation"), number(settings.regularisation)],
    [t("train.setting_whitening"), number(settings.whitening)],
    [t("train.setting_temperature"), number(settings.temperature)],
    [t("train.setting_by"), run.created_by ?? "–"],
  ] as const;
  return (
    <details className={style.details}>
      <summary>{t("train.settings")}</summary>
      <dl className={style.settings}>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {run.notes.length > 0 && (
        <ul className={style.notes}>
          {run.notes.map((each, at) => (
            <li key={each}>{noteText(each, run.note_codes[at] ?? null, locale)}</li>
          ))}
        </ul>
      )}
    </details>
  );
}
