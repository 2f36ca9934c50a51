/** A sheet over the screen: from below on a phone, in the middle on a laptop. */
import { useEffect, useId, useLayoutEffect, useRef, type ReactNode } from "react";
import { useLocale } from "../state/appContext";
import { useLayer } from "../state/openLayers";
import { focusTopSheet, openSheet } from "../state/openSheets";
import { Icon } from "./Icon";

interface SheetProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Whether the title is hidden, and only read out. */
  readonly quiet?: boolean;
  readonly tall?: boolean;
}

export function Sheet({ title, onClose, children, quiet = false, tall = false }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const { t } = useLocale();
  const id = useId();
  useLayer(true, onClose);
  // A dialog that is closed while it is still in the page gives the focus back to its opener.
  useLayoutEffect(() => {
    const element = dialog.current!;
    element.showModal();
    const leave = openSheet(element);
    return () => {
      leave();
      element.close();
      // The opener may have been deleted with its record.
      const { activeElement } = document;
      if (activeElement === document.body || element.contains(activeElement)) focusTopSheet();
    };
  }, []);
  // The focused button may have left the sheet, or be disabled.
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      if (document.activeElement === document.body) focusTopSheet();
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
        if (event.target === dialog.current) onClose(); // a sheet over this one cancels itself
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
