/** Asks once more before something is deleted. */
import { useWords } from "../state/appContext";

interface ConfirmProps {
  readonly question: string;
  /** What the button says that does it. */
  readonly yes: string;
  readonly onYes: () => void;
  readonly onNo: () => void;
}

export function Confirm({ question, yes, onYes, onNo }: ConfirmProps) {
  const { t } = useWords();
  return (
    <div className="confirm" role="alert">
      <p>{question}</p>
      <div className="actions">
        <button type="button" className="danger" onClick={onYes}>
          {yes}
        </button>
        <button type="button" className="secondary" onClick={onNo}>
          {t("cancel")}
        </button>
      </div>
    </div>
  );
}
