/** What a screen shows where there is nothing yet, while it waits, and when something failed. */
import type { ReactNode } from "react";
import { useLocale } from "../state/localeContext";
import { errorText } from "../state/errorText";
import { Button, names } from "./Button";
import { Icon, type IconName } from "./Icon";
import style from "./States.module.css";

export interface EmptyStateProps {
  readonly title: string;
  readonly children?: ReactNode;
  readonly icon?: IconName;
  /** Buttons: what to do about it. */
  readonly actions?: ReactNode;
}

/** A screen without content: why, and what to do. */
export function EmptyState({ title, children, icon, actions }: EmptyStateProps) {
  return (
    <div className={style.empty}>
      {icon && (
        <span className={style.mark}>
          <Icon name={icon} size={24} />
        </span>
      )}
      <h2>{title}</h2>
      {children !== undefined && <div className={style.words}>{children}</div>}
      {actions !== undefined && <div className={style.actions}>{actions}</div>}
    </div>
  );
}

export interface ErrorNoticeProps {
  readonly error: unknown;
  /** What tries again; the button is left out without it. */
  readonly retry?: () => void;
}

/** An error in place, in the server's words, with what to do. */
export function ErrorNotice({ error, retry }: ErrorNoticeProps) {
  const locale = useLocale();
  return (
    <Notice
      tone="bad"
      actions={
        retry && (
          <Button small onPress={retry}>
            {locale.t("shell.tryAgain")}
          </Button>
        )
      }
    >
      {errorText(error, locale)}
    </Notice>
  );
}

export type NoticeTone = "info" | "good" | "warn" | "bad";
const MARKS = { info: "info", good: "check", warn: "warning", bad: "alert" } as const;

export interface NoticeProps {
  readonly tone: NoticeTone;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}

/** A sentence that should be seen, with an action if there is one. */
export function Notice({ tone, children, actions }: NoticeProps) {
  return (
    <div className={names(style.notice, style[tone])} role={tone === "bad" ? "alert" : undefined}>
      <Icon name={MARKS[tone]} />
      <div className={style.noticeWords}>{children}</div>
      {actions}
    </div>
  );
}

export interface SkeletonProps {
  readonly lines?: number;
  /** What tells a screen reader that content comes. */
  readonly label?: string;
  /** Whether the content is a grid of pictures. */
  readonly tiles?: boolean;
}

/** Grey shapes where content will be. */
export function Skeleton({ lines = 3, label, tiles }: SkeletonProps) {
  const { t } = useLocale();
  return (
    <div className={names(style.skeleton, tiles && style.tiles)} role="status">
      <span className="visually-hidden">{label ?? t("shell.loading")}</span>
      {Array.from({ length: lines }, (_, at) => (
        <span key={at} className={style.bone} aria-hidden="true" />
      ))}
    </div>
  );
}

export interface ProgressProps {
  /** What goes on, in words. */
  readonly label: string;
  /** The share that is done, 0 to 1; without it the bar moves on and on. */
  readonly value?: number;
  /** Words at the right, such as the time left. */
  readonly note?: string;
}

export function Progress({ label, value, note }: ProgressProps) {
  const percent = value === undefined ? undefined : Math.round(value * 100);
  return (
    <div className={style.progress}>
      <div className={style.progressWords}>
        <span>{label}</span>
        {note !== undefined && <span className={style.faint}>{note}</span>}
      </div>
      <div
        className={style.bar}
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <span
          className={percent === undefined ? style.moving : style.done}
          style={percent === undefined ? {} : { inlineSize: `${percent}%` }}
        />
      </div>
    </div>
  );
}
