/** The question before something is deleted. */
import { useLocale } from "../state/appContext";

interface ConfirmDeletionProps {
  readonly question: string;
  /** The label of the button that deletes. */
  readonly confirm: string;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

export function ConfirmDeletion(props: ConfirmDeletionProps) {
  const { question, confirm, onConfirm, onCancel } = props;
  const { t } = useLocale();
  return (
    <div className="confirm" role="alert">
      <p>{question}</p>
      <div className="actions">
        <button type="button" className="danger" onClick={onConfirm}>
          {confirm}
        </button>
        <button type="button" className="secondary" onClick={onCancel}>
          {t("cancel")}
        </button>
      </div>
    </div>
  );
}
