/** The labels that were guessed: each can be renamed, or its examples left without one. */
import { IconButton } from "../../components/Button";
import { TextField } from "../../components/Field";
import { labelColour } from "../../components/labelColour";
import { useLocale } from "../../state/localeContext";
import type { Schema } from "../../api/client";
import style from "./GuessedLabels.module.css";

export type Renamed = Readonly<Record<string, string | null>>;

export interface GuessedLabelsProps {
  readonly labels: readonly Schema["GuessedLabelItem"][];
  readonly rename: Renamed;
  readonly onRename: (next: Renamed) => void;
}

export function GuessedLabels({ labels, rename, onRename }: GuessedLabelsProps) {
  const { t } = useLocale();
  return (
    <section className={style.labels} aria-label={t("start.guessed")}>
      <p>{t("start.guessedText")}</p>
      <ul className={style.list}>
        {labels.map(({ name, count }) => {
          const value = rename[name] === undefined ? name : rename[name];
          return (
            <li key={name} className={style.row}>
              <span
                className={style.dot}
                style={{
                  backgroundColor:
                    value === null ? "var(--line-strong)" : labelColour(name, labels),
                }}
                aria-hidden="true"
              />
              {value === null ? (
                <span className={style.without}>
                  <s>{name}</s> {t("start.withoutLabel")}
                </span>
              ) : (
                <TextField
                  quiet
                  label={t("start.labelOf", { name })}
                  value={value}
                  onChange={(next) => onRename({ ...rename, [name]: next })}
                  maxLength={200}
                />
              )}
              <span className={style.count}>{count}</span>
              <IconButton
                small
                icon={value === null ? "undo" : "close"}
                label={
                  value === null ? t("start.takeLabel", { name }) : t("start.leaveLabel", { name })
                }
                onPress={() => onRename({ ...rename, [name]: value === null ? name : null })}
              />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
