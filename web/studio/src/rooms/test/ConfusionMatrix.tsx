/** Which label is taken for which; each cell opens its examples. */
import { useState, type KeyboardEvent } from "react";
import { Button } from "../../components/Button";
import { useLocale } from "../../state/localeContext";
import { shownLabels, type Confusion, type Label } from "./confusionView";
import style from "./test.module.css";

/** A larger table can't be read; it then shows the labels that are confused most. */
const MOST = 14;

export interface ConfusionMatrixProps {
  readonly confusion: Confusion;
  readonly chosen: { readonly truth: Label; readonly answer: Label } | null;
  readonly onChoose: (truth: Label, answer: Label) => void;
}

export function ConfusionMatrix({ confusion, chosen, onChoose }: ConfusionMatrixProps) {
  const { t } = useLocale();
  const [whole, setWhole] = useState(false);
  const { rows, columns, hidden } = shownLabels(confusion, whole ? Infinity : MOST);
  const counts = new Map(
    confusion.cells.map((each) => [JSON.stringify([each.truth, each.answer]), each.count]),
  );
  const countOf = (truth: Label, answer: Label) => counts.get(JSON.stringify([truth, answer])) ?? 0;
  const name = (label: Label) => label ?? t("test.noneOfThese");
  return (
    <>
      <div className={style.matrixFrame} tabIndex={0} role="group" aria-label={t("test.confusion")}>
        <table className={style.matrix} onKeyDown={moveFocus}>
          <caption className="visually-hidden">{t("test.confusionLead")}</caption>
          <thead>
            <tr>
              <td className={style.corner}>
                <span>{t("test.itIs")} ↓</span>
                <span>{t("test.itSays")} →</span>
              </td>
              {columns.map((each) => (
                <th key={name(each)} scope="col">
                  <span className={style.column}>{name(each)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((truth) => {
              const total = confusion.cells
                .filter((each) => each.truth === truth)
                .reduce((sum, each) => sum + each.count, 0);
              return (
                <tr key={name(truth)}>
                  <th scope="row">
                    <span className={style.rowName}>{name(truth)}</span>
                  </th>
                  {columns.map((answer) => {
                    const count = countOf(truth, answer);
                    const right = truth === answer;
                    const isChosen = chosen?.truth === truth && chosen.answer === answer;
                    const says = t(right ? "test.cellRight" : "test.cellWrong", {
                      n: count,
                      truth: name(truth),
                      answer: name(answer),
                    });
                    return (
                      <td key={name(answer)}>
                        {count > 0 ? (
                          <button
                            type="button"
                            className={`${style.cell} ${right ? style.cellRight : style.cellWrong}`}
                            style={
                              { "--weight-of-cell": `${20 + (80 * count) / total}%` } as object
                            }
                            aria-label={says}
                            aria-pressed={isChosen}
                            title={says}
                            onClick={() => onChoose(truth, answer)}
                          >
                            {count}
                          </button>
                        ) : (
                          <span className={style.cellEmpty} aria-hidden="true">
                            ·
                          </span>
                        )}
                      </td>
                    );
                  })}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {(hidden > 0 || whole) && (
        <div className={style.row}>
          <Button small tone="quiet" onPress={() => setWhole(!whole)}>
            {whole ? t("test.fewerLabels") : t("test.allLabels", { n: hidden })}
          </Button>
        </div>
      )}
    </>
  );
}

/** Arrow keys go from cell to cell. */
function moveFocus(event: KeyboardEvent<HTMLTableElement>): void {
  const steps: Record<string, readonly [number, number]> = {
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
  };
  const step = steps[event.key];
  const cell = (event.target as Element).closest("td");
  if (step === undefined || cell === null) return;
  const { rows } = event.currentTarget;
  let row = (cell.parentElement as HTMLTableRowElement).rowIndex;
  let column = cell.cellIndex;
  for (;;) {
    row += step[0];
    column += step[1];
    const next = rows[row]?.cells[column];
    if (next === undefined) return;
    const button = next.querySelector("button");
    if (button === null) continue;
    event.preventDefault();
    button.focus();
    return;
  }
}
