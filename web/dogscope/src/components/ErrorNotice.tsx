/** An error, and the button with which to go on. */
import { useLocale } from "../state/appContext";
import { errorText } from "../state/errorMessages";

interface ErrorNoticeProps {
  readonly error: unknown;
  /** The button's label. */
  readonly action: string;
  readonly onAction: () => void;
  readonly wide?: boolean;
}

export function ErrorNotice({ error, action, onAction, wide = false }: ErrorNoticeProps) {
  const locale = useLocale();
  return (
    <>
      <p className="alert" role="alert">
        {errorText(error, locale)}
      </p>
      <button type="button" className={wide ? "primary wide" : "primary"} onClick={onAction}>
        {action}
      </button>
    </>
  );
}
