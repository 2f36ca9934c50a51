/** The frame of a room's screen: a title with its tools, content, and panels within it. */
import { useEffect, type ReactNode } from "react";
import { names } from "./Button";
import style from "./Page.module.css";

export interface PageProps {
  readonly title: string;
  /** A sentence below the title. */
  readonly lead?: ReactNode;
  /** Buttons and fields at the right of the title. */
  readonly tools?: ReactNode;
  readonly children: ReactNode;
  /** Whether the content has the whole height and scrolls by itself, as a grid of pictures does. */
  readonly full?: boolean;
}

export function Page({ title, lead, tools, children, full }: PageProps) {
  useTitle(title);
  return (
    <div className={names(style.page, full && style.full)}>
      <header className={style.header}>
        <div className={style.words}>
          <h1>{title}</h1>
          {lead !== undefined && <p className={style.lead}>{lead}</p>}
        </div>
        {tools !== undefined && <div className={style.tools}>{tools}</div>}
      </header>
      {children}
    </div>
  );
}

/** Names the browser's tab after the screen. */
function useTitle(title: string): void {
  useEffect(() => {
    const before = document.title;
    document.title = `${title} · Vizsla Studio`;
    return () => {
      document.title = before;
    };
  }, [title]);
}

export interface PanelProps {
  readonly title?: ReactNode;
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a screen with its own title. */
export function Panel({ title, tools, children }: PanelProps) {
  return (
    <section className={style.panel}>
      {(title !== undefined || tools !== undefined) && (
        <header className={style.panelHeader}>
          {title !== undefined && <h2>{title}</h2>}
          {tools !== undefined && <div className={style.tools}>{tools}</div>}
        </header>
      )}
      {children}
    </section>
  );
}
