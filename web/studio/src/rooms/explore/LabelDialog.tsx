/** Chooses a label by typing: the labels that there are, or a new one. */
import { useState } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { TextField } from "../../components/Field";
import { labelColour } from "../../components/labelColour";
import { useLocale } from "../../state/localeContext";
import { useProject } from "../../state/project";
import style from "./explore.module.css";

/** What is done with the label: it is given, or added, denied, or taken off. */
export type Purpose = "label" | "add" | "not" | "off";

export interface LabelDialogProps {
  readonly open: boolean;
  readonly purpose: Purpose;
  readonly count: number;
  readonly onClose: () => void;
  readonly onChoose: (label: string) => void;
}

const SHOWN = 12;

export function LabelDialog({ open, purpose, count, onClose, onChoose }: LabelDialogProps) {
  const { t } = useLocale();
  const { multi_label: several } = useProject();
  return (
    <Dialog title={t(`explore.${purpose}Title`, { n: count })} open={open} onClose={onClose}>
      {several && purpose === "not" && <p>{t("explore.notOfSeveral")}</p>}
      <Choice onChoose={onChoose} mayBeNew={purpose !== "off"} />
    </Dialog>
  );
}

interface ChoiceProps {
  readonly onChoose: (label: string) => void;
  readonly mayBeNew: boolean;
}

function Choice({ onChoose, mayBeNew }: ChoiceProps) {
  const locale = useLocale();
  const { t } = locale;
  const { labels } = useProject();
  const [text, setText] = useState("");
  const wanted = text.trim().toLocaleLowerCase();
  const fitting = labels
    .map(({ name }) => name)
    .filter((name) => name.toLocaleLowerCase().includes(wanted))
    .sort((a, b) => Number(starts(b, wanted)) - Number(starts(a, wanted)) || locale.compare(a, b))
    .slice(0, SHOWN);
  const exact = labels.find(({ name }) => name.toLocaleLowerCase() === wanted)?.name;
  const isNew = mayBeNew && wanted !== "" && exact === undefined;
  const first = exact ?? fitting[0];
  return (
    <form
      className={style.choice}
      onSubmit={(event) => {
        event.preventDefault();
        if (first !== undefined && wanted !== "") onChoose(first);
        else if (isNew) onChoose(text.trim());
      }}
    >
      <TextField
        label={t("explore.labelField")}
        hint={t(mayBeNew ? "explore.labelFieldHint" : "explore.knownLabelHint")}
        value={text}
        onChange={setText}
        maxLength={200}
        autoFocus
      />
      <div className={style.choices}>
        {fitting.map((name) => (
          <Button key={name} onPress={() => onChoose(name)}>
            <span
              className={style.dot}
              style={{ backgroundColor: labelColour(name, labels) }}
              aria-hidden="true"
            />
            {name}
          </Button>
        ))}
        {isNew && (
          <Button icon="add" onPress={() => onChoose(text.trim())}>
            {t("explore.newLabel", { label: text.trim() })}
          </Button>
        )}
      </div>
    </form>
  );
}

function starts(name: string, wanted: string): boolean {
  return name.toLocaleLowerCase().startsWith(wanted);
}
