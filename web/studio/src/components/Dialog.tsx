/** A dialog over the page; Escape and its close button leave it. */
import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { useLocale } from "../state/localeContext";
import { IconButton, names } from "./Button";
import style from "./Dialog.module.css";

export interface DialogProps {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons at its end: the main one last. */
  readonly actions?: ReactNode;
  readonly wide?: boolean;
  /** Whether it asks before something is lost; it then leaves by its buttons alone. */
  readonly alert?: boolean;
}

export function Dialog({ title, open, onClose, children, actions, wide, alert }: DialogProps) {
  const { t } = useLocale();
  return (
    <ModalOverlay
      className={style.veil ?? ""}
      isOpen={open}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      isDismissable={!alert}
    >
      <Modal className={names(style.modal, wide && style.wide)}>
        <AriaDialog className={style.dialog ?? ""} role={alert ? "alertdialog" : "dialog"}>
          <header className={style.header}>
            <Heading slot="title" className={style.title ?? ""}>
              {title}
            </Heading>
            {!alert && <IconButton label={t("shell.close")} icon="close" onPress={onClose} />}
          </header>
          <div className={style.body}>{children}</div>
          {actions !== undefined && <footer className={style.actions}>{actions}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
