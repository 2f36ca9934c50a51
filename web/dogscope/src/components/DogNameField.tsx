/** The field for a dog's name, which says where another dog has that name. */
import { useLocale } from "../state/appContext";
import { cleanName, MOST_NAME } from "../storage/dogNames";

interface DogNameFieldProps {
  readonly text: string;
  readonly isTaken: boolean;
  readonly onText: (text: string) => void;
}

export function DogNameField({ text, isTaken, onText }: DogNameFieldProps) {
  const { t } = useLocale();
  return (
    <>
      <label className="field named">
        <span>{t("teach.name")}</span>
        <input
          type="text"
          value={text}
          maxLength={MOST_NAME}
          autoComplete="off"
          aria-invalid={isTaken}
          onChange={(event) => onText(event.target.value)}
        />
      </label>
      {isTaken && (
        <p className="alert" role="alert">
          {t("teach.taken", { name: cleanName(text) })}
        </p>
      )}
    </>
  );
}
