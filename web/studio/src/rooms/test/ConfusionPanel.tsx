/** The confusion matrix, and beside it the examples of the cell that was chosen. */
import { useEffect, useRef } from "react";
import { names } from "../../components/Button";
import { Panel } from "../../components/Page";
import { useLocale } from "../../state/localeContext";
import { useSearch } from "../../state/useSearch";
import { NONE_OF_THESE } from "./answerFilter";
import { AnswerList } from "./AnswerList";
import { ConfusionMatrix } from "./ConfusionMatrix";
import { firstCell, type Confusion } from "./confusionView";
import style from "./test.module.css";

/** A wider matrix leaves no room beside it. */
const MOST_BESIDE = 9;

const named = (label: string | null) => label ?? NONE_OF_THESE;
const unnamed = (label: string) => (label === NONE_OF_THESE ? null : label);

export interface ConfusionPanelProps {
  readonly run: number;
  readonly confusion: Confusion;
}

export function ConfusionPanel({ run, confusion }: ConfusionPanelProps) {
  const { t } = useLocale();
  const [search, change] = useSearch();
  const [truth, answer] = [search.get("truth"), search.get("answer")];
  const wasChosen = truth !== null && answer !== null;
  const cell = wasChosen
    ? { truth: unnamed(truth), answer: unnamed(answer) }
    : firstCell(confusion);
  const examples = useRef<HTMLElement>(null);
  useEffect(() => {
    if (wasChosen) examples.current?.scrollIntoView({ block: "nearest" });
  }, [wasChosen, truth, answer]);
  const name = (label: string | null) => label ?? t("test.noneOfThese");
  return (
    <Panel title={t("test.confusion")}>
      <p className={style.lead}>{t("test.confusionLead")}</p>
      <div
        className={names(
          style.confusion,
          confusion.answers.length <= MOST_BESIDE && style.withExamples,
        )}
      >
        <div className={style.matrixPart}>
          <ConfusionMatrix
            confusion={confusion}
            chosen={cell}
            onChoose={(row, column) => change({ truth: named(row), answer: named(column) }, true)}
          />
        </div>
        {cell !== null && (
          <section ref={examples} className={style.cellExamples}>
            <h3>
              {cell.truth === cell.answer
                ? t("test.cellTitleRight", { truth: name(cell.truth) })
                : t("test.cellTitle", { truth: name(cell.truth), answer: name(cell.answer) })}
            </h3>
            <AnswerList
              run={run}
              filter={{
                truth: named(cell.truth),
                answer: named(cell.answer),
                ...(cell.truth === cell.answer && { order: "score reversed" }),
              }}
              nothing={t("test.noneFit")}
            />
          </section>
        )}
      </div>
    </Panel>
  );
}
