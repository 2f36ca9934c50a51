/** Asks whether a friend's dog is one that the user has; or brings one that is known to be up to date. */
import { useLocale } from "../state/appContext";
import { errorText } from "../state/errorMessages";
import type { MyDog } from "../storage/userRecords";

interface SameDogProps {
  readonly dog: MyDog;
  /** Whether the user has said before that it is the same dog. */
  readonly isKnown: boolean;
  readonly isBusy: boolean;
  /** The error with which it failed; null where it did not. */
  readonly problem: unknown;
  readonly onSame: () => void;
  readonly onOther: () => void;
}

export function SameDog({ dog, isKnown, isBusy, problem, onSame, onOther }: SameDogProps) {
  const locale = useLocale();
  const { t } = locale;
  const { name } = dog;
  return (
    <div className="teach">
      {isKnown ? (
        <p>{t("take.again", { name })}</p>
      ) : (
        <p role="status">
          <strong>{t("same.question", { name })}</strong> {t("same.how")}
        </p>
      )}
      {problem !== null && (
        <p className="alert" role="alert">
          {errorText(problem, locale)}
        </p>
      )}
      <div className="actions">
        <button type="button" className="primary" disabled={isBusy} onClick={onSame}>
          {t(isKnown ? "take.update" : "same.yes", { name })}
        </button>
        <button type="button" className="secondary" disabled={isBusy} onClick={onOther}>
          {t(isKnown ? "cancel" : "same.no")}
        </button>
      </div>
    </div>
  );
}
