/** A chapter's frame: what to look at, what to move, and what it says now. */
import type { ReactNode } from "react";
import { Icon } from "../../components/Icon";
import { names } from "../../components/Button";
import style from "./chapters.module.css";

export interface ChapterProps {
  readonly title: string;
  /** Short sentences, a paragraph each. */
  readonly words: readonly string[];
  readonly children: ReactNode;
}

export function Chapter({ title, words, children }: ChapterProps) {
  return (
    <section className={style.chapter} aria-label={title}>
      <header className={style.intro}>
        <h2>{title}</h2>
        {words.map((each) => (
          <p key={each}>{each}</p>
        ))}
      </header>
      {children}
    </section>
  );
}

export interface ToyProps {
  readonly title?: string;
  readonly figure: ReactNode;
  /** Sliders and buttons. */
  readonly controls: ReactNode;
  /** What can be seen now, in a sentence; read aloud when it changes. */
  readonly now: ReactNode;
}

/** A drawing with its controls beside it. */
export function Toy({ title, figure, controls, now }: ToyProps) {
  return (
    <div className={style.toy}>
      <div className={style.figure}>
        {title !== undefined && <h3>{title}</h3>}
        {figure}
      </div>
      <div className={style.side}>
        {controls}
        <p className={style.now} aria-live="polite">
          {now}
        </p>
      </div>
    </div>
  );
}

/** A small task, which says when it is done. */
export function Task({ text, done }: { readonly text: string; readonly done: boolean }) {
  return (
    <p className={names(style.task, done && style.done)} role="status">
      <Icon name={done ? "check" : "forward"} />
      {text}
    </p>
  );
}
