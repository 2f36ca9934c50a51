/** The dialog in which a pattern is written. */
import { useState } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Select, TextField } from "../../components/Field";
import { ErrorNotice } from "../../components/States";
import { useLocale } from "../../state/localeContext";
import { useProject } from "../../state/project";
import { useChangeFeatures, type Pattern } from "./featureData";
import style from "./features.module.css";

export interface PatternDialogProps {
  /** The pattern to change; undefined for a new one. */
  readonly pattern: Pattern | undefined;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

export function PatternDialog({ pattern, onClose, onSaved }: PatternDialogProps) {
  const { t } = useLocale();
  const { labels } = useProject();
  const change = useChangeFeatures();
  const [text, setText] = useState(pattern?.pattern ?? "");
  const [label, setLabel] = useState(pattern?.label ?? labels[0]?.name ?? "");
  const save = () =>
    change.mutate(
      {
        change: {
          do: "set-pattern",
          body: { pattern: text.trim(), label, instead_of: pattern?.pattern ?? null },
        },
      },
      {
        onSuccess: () => {
          onSaved();
          onClose();
        },
      },
    );
  return (
    <Dialog
      open
      title={t(pattern === undefined ? "features.newPattern" : "features.changePattern")}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("shell.cancel")}</Button>
          <Button
            tone="main"
            isPending={change.isPending}
            isDisabled={text.trim() === "" || label === ""}
            onPress={save}
          >
            {t("features.save")}
          </Button>
        </>
      }
    >
      <div className={style.form}>
        <TextField
          label={t("features.pattern")}
          placeholder="move {person} [from {place}]"
          value={text}
          onChange={setText}
          autoFocus
        />
        <dl className={style.syntax}>
          {(["optional", "either", "entity", "start"] as const).map((each) => (
            <div key={each}>
              <dt>
                <code>{MARKS[each]}</code>
              </dt>
              <dd>{t(`features.syntax_${each}`)}</dd>
            </div>
          ))}
        </dl>
        <Select
          label={t("features.patternLabel")}
          value={label}
          choices={labels.map((each) => ({ value: each.name, text: each.name }))}
          onChange={setLabel}
        />
        {change.error !== null && <ErrorNotice error={change.error} />}
      </div>
    </Dialog>
  );
}

const MARKS = { optional: "[please]", either: "(buy|order)", entity: "{place}", start: "^" };
