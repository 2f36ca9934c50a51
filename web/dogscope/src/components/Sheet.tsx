/** A sheet over the screen: from below on a phone, in the middle on a laptop. */
import { useEffect, useId, useLayoutEffect, useRef, type ReactNode } from "react";
import { useWords } from "../state/appContext";
import { Icon } from "./Icon";
import { focusTopmost, lieOnTop } from "../state/openSheets";

interface SheetProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Whether the title is shown, or only read out. */
  readonly quiet?: boolean;
  readonly tall?: boolean;
}

export function Sheet({ title, onClose, children, quiet = false, tall = false }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const { t } = useWords();
  const id = useId();
  // Closed while it is still in the page: so the browser gives the focus back to where it was.
  useLayoutEffect(() => {
    const element = dialog.current!;
    element.showModal();
    const gone = lieOnTop(element);
    return () => {
      gone();
      element.close();
      // What it was opened from may be gone, with what was deleted.
      const { activeElement } = document;
      if (activeElement === document.body || element.contains(activeElement)) focusTopmost();
    };
  }, []);
  // So may be what had the focus in it, or it does nothing any more.
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      if (document.activeElement === document.body) focusTopmost();
    });
    return () => cancelAnimationFrame(frame);
  });
  return (
    <dialog
      ref={dialog}
      className={tall ? "sheet tall" : "sheet"}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        if (event.target === dialog.current) onClose(); // not that of a sheet over this one
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div className="sheet-body">
        <header className="sheet-head">
          <h2 id={id} className={quiet ? "unseen" : ""} tabIndex={-1}>
            {title}
          </h2>
          <button type="button" className="round" onClick={onClose} aria-label={t("close")}>
            <Icon name="close" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
