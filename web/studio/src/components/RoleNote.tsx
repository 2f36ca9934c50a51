/** Says what the reader's role does not allow here; nothing where it does. */
import type { ReactNode } from "react";
import { useMay, type Operation } from "../state/mayDo";
import { Notice } from "./States";

export interface RoleNoteProps {
  /** What may not be done. */
  readonly needs: Operation;
  /** Who may: "Only owners publish." */
  readonly children: ReactNode;
}

export function RoleNote({ needs, children }: RoleNoteProps) {
  const may = useMay();
  return may(needs) ? null : <Notice tone="info">{children}</Notice>;
}
