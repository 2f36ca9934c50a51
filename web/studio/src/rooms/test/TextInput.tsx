/** Takes a text to try. */
import { useState } from "react";
import { Button } from "../../components/Button";
import { TextField } from "../../components/Field";
import { useLocale } from "../../state/localeContext";
import { OwnExamples } from "./OwnExamples";
import type { InputProps } from "./PictureInput";
import style from "./test.module.css";

const LONGEST = 20_000; // characters that the server takes

export function TextInput({ onInput, onClear }: InputProps<string>) {
  const { t } = useLocale();
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const ask = async (asked: string) => {
    if (asked.trim() === "") return;
    onClear();
    setBusy(true);
    await onInput(asked);
    setBusy(false);
  };
  return (
    <form
      className={style.input}
      onSubmit={(event) => {
        event.preventDefault();
        void ask(text);
      }}
    >
      <TextField
        label={t("test.yourText")}
        lines={3}
        maxLength={LONGEST}
        value={text}
        onChange={setText}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.shiftKey) {
            event.preventDefault();
            void ask(text);
          } else event.continuePropagation();
        }}
      />
      <div className={style.row}>
        <Button tone="main" type="submit" isPending={busy}>
          {t("test.tryIt")}
        </Button>
      </div>
      <OwnExamples
        onChoose={(example) => {
          setText(example.text ?? "");
          void ask(example.text ?? "");
        }}
      />
    </form>
  );
}
