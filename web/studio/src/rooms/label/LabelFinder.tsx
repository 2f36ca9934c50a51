/** Type to find a label, or to make one. */
import { useState } from "react";
import { Dialog } from "../../components/Dialog";
import { TextField } from "../../components/Field";
import { names } from "../../components/Button";
import { useLocale } from "../../state/localeContext";
import { foundLabels } from "./foundLabels";
import style from "./label.module.css";

export interface LabelFinderProps {
  /** What was typed already. */
  readonly start: string;
  readonly labels: readonly string[];
  readonly onChoose: (label: string) => void;
  readonly onClose: () => void;
}

export function LabelFinder({ start, labels, onChoose, onClose }: LabelFinderProps) {
  const { t } = useLocale();
  const [text, setText] = useState(start);
  const [at, setAt] = useState(0);
  const found = foundLabels(labels, text);
  const fresh = text.trim() !== "" && !found.includes(text.trim()) ? text.trim() : null;
  const choices = fresh === null ? found : [...found, fresh];
  const here = Math.min(at, choices.length - 1);
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const by = event.key === "ArrowDown" ? 1 : -1;
      setAt((here + by + choices.length) % Math.max(1, choices.length));
    } else if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      const label = choices[here];
      if (label !== undefined) onChoose(label);
    }
  };
  return (
    <Dialog open title={t("label.find")} onClose={onClose}>
      <div onKeyDown={onKeyDown}>
        <TextField
          quiet
          autoFocus
          label={t("label.find")}
          placeholder={t("label.findPlaceholder")}
          value={text}
          maxLength={200}
          onChange={(next) => {
            setText(next);
            setAt(0);
          }}
        />
      </div>
      <ul className={style.found}>
        {choices.map((each, place) => (
          <li key={each}>
            <button
              type="button"
              className={names(style.label, place === here && style.chosen)}
              onClick={() => onChoose(each)}
            >
              {each === fresh ? t("label.make", { label: each }) : each}
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
