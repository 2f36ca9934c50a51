/** One tested example, large: where the answer comes from, all scores, and its label to correct. */
import { useState, type KeyboardEvent } from "react";
import { contentUrl, thumbnailUrl } from "../../api/addresses";
import { Button, IconButton } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Select, Switch } from "../../components/Field";
import { Score } from "../../components/Score";
import { SoundPlayer } from "../../components/SoundPlayer";
import { ErrorNotice, Skeleton } from "../../components/States";
import { useLocale } from "../../state/localeContext";
import { useProject, type Example } from "../../state/project";
import { heatMapUrl, useExplanation, type Answered } from "./testData";
import { LabelName, LabelNames } from "./LabelName";
import { CorrectMenu } from "./CorrectMenu";
import style from "./test.module.css";

export interface AnswerDialogProps {
  readonly run: number;
  readonly answered: Answered;
  readonly example: Example;
  readonly onClose: () => void;
  /** Goes to the example before or behind; null at an end. */
  readonly onBack: (() => void) | null;
  readonly onNext: (() => void) | null;
}

export function AnswerDialog(props: AnswerDialogProps) {
  const { run, answered, example, onClose, onBack, onNext } = props;
  const { t } = useLocale();
  const { multi_label, name: project } = useProject();
  const [why, setWhy] = useState(true);
  const [label, setLabel] = useState<string | null>(null);
  const explained = label ?? answered.answer[0];
  const choices = answered.scores.flatMap(({ label: each }) => (each === null ? [] : [each]));
  const onKeyDown = (event: KeyboardEvent) => {
    if ((event.target as Element).closest("input, [role=menu], [role=listbox]")) return;
    const go = { ArrowLeft: onBack, ArrowRight: onNext }[event.key];
    if (go) go();
    else if (event.key === "h") setWhy(!why);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title={example.name} open wide onClose={onClose}>
      {/* The keys of the dialog itself; each has a button, too. */}
      <div className={style.look} onKeyDown={onKeyDown}>
        <div className={style.lookPicture}>
          {example.modality === "text" ? (
            <ExplainedText run={run} example={example} label={explained} why={why} />
          ) : example.modality === "audio" ? (
            <SoundPlayer
              key={example.id}
              src={contentUrl(project, example)}
              picture={thumbnailUrl(project, example, 640)}
              name={example.name}
            />
          ) : (
            <ExplainedPicture run={run} example={example} label={explained} why={why} />
          )}
        </div>
        <div className={style.lookWords}>
          <dl className={style.facts}>
            <dt>{t("test.itSays")}</dt>
            <dd>
              <LabelNames labels={answered.answer} />{" "}
              {!multi_label && <Score score={answered.score} sure={answered.sure} />}
            </dd>
            <dt>{t("test.labelled")}</dt>
            <dd>
              <LabelNames labels={answered.truth} />
            </dd>
            {answered.relabelled && (
              <>
                <dt>{t("test.nowLabelled")}</dt>
                <dd>
                  <LabelNames labels={example.labels} />
                </dd>
              </>
            )}
          </dl>
          {answered.novel && <p className={style.faint}>{t("test.novel")}</p>}
          <ul className={style.scores}>
            {answered.scores.map((each) => (
              <li key={each.label ?? ""}>
                <LabelName label={each.label} />
                <Score score={each.score} />
              </li>
            ))}
          </ul>
          {example.modality !== "audio" && (
            <div className={style.row}>
              <Switch on={why} onChange={setWhy}>
                {t(example.modality === "text" ? "test.showWords" : "test.showWhere")}
              </Switch>
            </div>
          )}
          {example.modality !== "audio" && why && choices.length > 1 && explained !== undefined && (
            <Select
              label={t("test.explainLabel")}
              value={explained}
              choices={choices.map((each) => ({ value: each, text: each }))}
              onChange={setLabel}
              small
            />
          )}
          <div className={style.row}>
            <CorrectMenu answered={answered} />
          </div>
          <div className={style.row}>
            <IconButton
              label={t("test.before")}
              icon="back"
              isDisabled={onBack === null}
              onPress={() => onBack?.()}
            />
            <Button isDisabled={onNext === null} onPress={() => onNext?.()}>
              {t("test.next")}
            </Button>
          </div>
        </div>
      </div>
    </Dialog>
  );
}

interface ExplainedProps {
  readonly run: number;
  readonly example: Example;
  readonly label: string | undefined;
  readonly why: boolean;
}

function ExplainedPicture({ run, example, label, why }: ExplainedProps) {
  const { name } = useProject();
  return (
    <span className={style.stack}>
      <img src={thumbnailUrl(name, example, 640)} alt={example.name} draggable={false} />
      {why && label !== undefined && (
        <img
          key={label}
          className={style.heat}
          src={heatMapUrl(name, run, example.id, label)}
          alt=""
          draggable={false}
        />
      )}
    </span>
  );
}

function ExplainedText({ run, example, label, why }: ExplainedProps) {
  const found = useExplanation(run, example.id, label);
  if (!why) return <p className={style.sentence}>{example.text}</p>;
  if (found.error !== null) return <ErrorNotice error={found.error} />;
  if (found.data === undefined) return <Skeleton lines={2} />;
  return (
    <>
      <p className={style.sentence}>
        {found.data.words.map((each) => (
          <span key={each.start}>
            <mark style={{ "--weight-of-word": `${Math.round(55 * each.weight)}%` } as object}>
              {each.text}
            </mark>{" "}
          </span>
        ))}
      </p>
      {found.data.features.length > 0 && (
        <ul className={style.features}>
          {found.data.features.map((each) => (
            <li key={each.name}>
              {each.name} <span className={style.faint}>{signed(each.log_odds)}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function signed(value: number): string {
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(1)}`;
}
