/** Makes a key, and shows its secret once. */
import { useState } from "react";
import { Button } from "../../components/Button";
import { CodeBlock } from "../../components/CodeBlock";
import { Dialog } from "../../components/Dialog";
import { TextField } from "../../components/Field";
import { ErrorNotice, Notice } from "../../components/States";
import { useLocale } from "../../state/localeContext";
import { useProject } from "../../state/project";
import { useMakeKey } from "./publishData";
import style from "./publish.module.css";

export function NewKeyDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useLocale();
  const project = useProject();
  const make = useMakeKey();
  const [name, setName] = useState("");
  const [perMinute, setPerMinute] = useState("");
  const [days, setDays] = useState("");
  const number = (text: string) => (text.trim() === "" ? null : Number(text));
  const wrong = (text: string) => {
    const value = number(text);
    return value !== null && !(Number.isInteger(value) && value > 0);
  };
  const isWrong = wrong(perMinute) || wrong(days);
  const send = () =>
    make.mutate({
      name: name.trim(),
      per_minute: number(perMinute),
      days: number(days),
      price: null,
    });
  const made = make.data;
  return (
    <Dialog
      title={t("publish.newKey")}
      open
      onClose={onClose}
      alert={made !== undefined}
      actions={
        made === undefined ? (
          <>
            <Button onPress={onClose}>{t("shell.cancel")}</Button>
            <Button
              tone="main"
              isDisabled={name.trim() === "" || isWrong}
              isPending={make.isPending}
              onPress={send}
            >
              {t("publish.makeKey")}
            </Button>
          </>
        ) : (
          <Button tone="main" onPress={onClose}>
            {t("publish.keptIt")}
          </Button>
        )
      }
    >
      {made === undefined ? (
        <div className={style.stack}>
          <p className={style.soft}>{t("publish.newKeyText", { name: project.name })}</p>
          <TextField
            label={t("publish.keyName")}
            hint={t("publish.keyNameHint")}
            value={name}
            onChange={setName}
            maxLength={80}
            autoFocus
          />
          <TextField
            label={t("publish.keyPerMinute")}
            hint={t("publish.keyPerMinuteHint")}
            value={perMinute}
            onChange={setPerMinute}
            inputMode="numeric"
            error={wrong(perMinute) ? t("publish.wholeNumber") : ""}
          />
          <TextField
            label={t("publish.keyDays")}
            hint={t("publish.keyDaysHint")}
            value={days}
            onChange={setDays}
            inputMode="numeric"
            error={wrong(days) ? t("publish.wholeNumber") : ""}
          />
          {make.error !== null && <ErrorNotice error={make.error} />}
        </div>
      ) : (
        <div className={style.stack}>
          <Notice tone="warn">{t("publish.secretOnce")}</Notice>
          <CodeBlock label={t("publish.secret")} code={made.secret} />
        </div>
      )}
    </Dialog>
  );
}
