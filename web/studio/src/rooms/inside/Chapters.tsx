/** The chapters, of which one is shown, with a list of them. */
import type { ComponentType } from "react";
import { Button, names } from "../../components/Button";
import { useLocale } from "../../state/localeContext";
import { BendChapter } from "./BendChapter";
import { FunctionChapter } from "./FunctionChapter";
import { LearningChapter } from "./LearningChapter";
import { NeuronChapter } from "./NeuronChapter";
import { PictureChapter } from "./PictureChapter";
import type { ChapterName } from "./chapterNames";
import { CHAPTERS } from "./chapterNames";
import style from "./chapters.module.css";

const SCREENS: Readonly<Record<ChapterName, ComponentType>> = {
  neuron: NeuronChapter,
  bend: BendChapter,
  learning: LearningChapter,
  picture: PictureChapter,
  function: FunctionChapter,
};

/** Scrolls the list so that an entry is seen, where the list is one line; the page stays. */
function showEntry(entry: HTMLElement | null): void {
  const list = entry?.closest("ol");
  if (entry && list) list.scrollLeft = entry.offsetLeft - list.offsetLeft - 16;
}

export interface ChaptersProps {
  readonly chapter: ChapterName;
  readonly onChoose: (chapter: ChapterName) => void;
  /** What wraps the chapters about a real input, and gives them one. */
  readonly follow: ComponentType<{ children: React.ReactNode }>;
  /** The modality of the user's own function, which the last chapters are about; null for none. */
  readonly own: string | null;
}

export function Chapters({ chapter, onChoose, follow: Follow, own }: ChaptersProps) {
  const { t } = useLocale();
  const Screen = SCREENS[chapter];
  const at = CHAPTERS.indexOf(chapter);
  const [before, after] = [CHAPTERS[at - 1], CHAPTERS[at + 1]];
  const title = (name: ChapterName) => {
    if (name === "function" && own !== null) return t("inside.short_own");
    return t(`inside.short_${name === "picture" && own === "text" ? "text" : name}`);
  };
  const followed = chapter === "picture" || chapter === "function";
  const go = (name: ChapterName) => {
    onChoose(name);
    document.querySelector("main")?.scrollTo({ top: 0 });
    scrollTo({ top: 0 });
  };
  return (
    <div className={style.book}>
      <nav className={style.contents} aria-label={t("inside.contents")}>
        <ol>
          {CHAPTERS.map((name, n) => (
            <li key={name}>
              <button
                type="button"
                className={names(style.entry, name === chapter && style.here)}
                ref={name === chapter ? showEntry : null}
                aria-current={name === chapter ? "step" : undefined}
                onClick={() => go(name)}
              >
                <span className={style.entryNumber}>{n + 1}</span>
                {title(name)}
              </button>
            </li>
          ))}
        </ol>
      </nav>
      <div className={style.chapterColumn}>
        {followed ? (
          <Follow>
            <Screen />
          </Follow>
        ) : (
          <Screen />
        )}
        <div className={style.turn}>
          {before ? (
            <Button tone="quiet" icon="back" onPress={() => go(before)}>
              {title(before)}
            </Button>
          ) : (
            <span />
          )}
          {after && (
            <Button onPress={() => go(after)}>{t("inside.next", { title: title(after) })}</Button>
          )}
        </div>
      </div>
    </div>
  );
}
