/** A frame in which a wide table scrolls sideways, by keyboard, too. */
import type { ReactNode } from "react";
import style from "./WideTable.module.css";

export interface WideTableProps {
  /** What the table shows, for screen readers. */
  readonly label: string;
  readonly children: ReactNode;
}

export function WideTable({ label, children }: WideTableProps) {
  return (
    <div className={style.frame} role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
