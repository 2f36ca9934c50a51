/** Many examples at once: choose some and label them; or a group, of which those that differ are left out. */
import { useRef } from "react";
import { Icon } from "../../components/Icon";
import { LabelChip } from "../../components/LabelChip";
import { names } from "../../components/Button";
import { Thumbnail } from "../../components/Thumbnail";
import { useKeys } from "../../state/keys";
import { useLocale } from "../../state/localeContext";
import { useTouch } from "../../state/mediaQueries";
import type { QueueItem } from "./queueState";
import style from "./label.module.css";

export interface GridViewProps {
  readonly items: readonly QueueItem[];
  /** In a grid those that are labelled next; in a group those that are left out. */
  readonly chosen: ReadonlySet<number>;
  readonly onChoose: (chosen: ReadonlySet<number>) => void;
  /** A group's label; null for a grid. */
  readonly group: string | null;
}

export function GridView({ items, chosen, onChoose, group }: GridViewProps) {
  const { t, score } = useScores();
  const touch = useTouch();
  const grid = useRef<HTMLDivElement>(null);
  const last = useRef(0);
  const choose = (at: number, through: boolean) => {
    const next = new Set(chosen);
    const [from, to] = through
      ? [Math.min(last.current, at), Math.max(last.current, at)]
      : [at, at];
    const on = !chosen.has(items[at]!.example.id);
    for (const each of items.slice(from, to + 1))
      if (on) next.add(each.example.id);
      else next.delete(each.example.id);
    last.current = at;
    onChoose(next);
  };
  const move = (by: "left" | "right" | "up" | "down") => {
    const buttons = [...(grid.current?.querySelectorAll<HTMLButtonElement>("button") ?? [])];
    const at = buttons.findIndex((each) => each === document.activeElement);
    if (at < 0) return buttons[0]?.focus();
    const top = buttons[at]!.offsetTop;
    const columns = Math.max(1, buttons.filter((each) => each.offsetTop === top).length);
    const step = { left: -1, right: 1, up: -columns, down: columns }[by];
    buttons[Math.min(buttons.length - 1, Math.max(0, at + step))]?.focus();
  };
  useKeys(t("label.view_grid"), [
    { keys: ["ArrowRight"], text: t("label.move"), run: () => move("right") },
    { keys: ["ArrowLeft"], run: () => move("left") },
    { keys: ["ArrowUp"], run: () => move("up") },
    { keys: ["ArrowDown"], run: () => move("down") },
    {
      keys: ["a"],
      text: t("label.chooseAll"),
      run: () => {
        const all = items.map((each) => each.example.id);
        onChoose(new Set(chosen.size === all.length ? [] : all));
      },
    },
  ]);
  return (
    <>
      <p className={style.small}>
        {group === null
          ? t(touch ? "label.gridHelpTouch" : "label.gridHelp", { n: chosen.size })
          : group === ""
            ? t(touch ? "label.groupWithoutGuessTouch" : "label.groupWithoutGuess")
            : t(touch ? "label.groupHelpTouch" : "label.groupHelp", { label: group })}
      </p>
      <div
        className={names(
          style.grid,
          items.some((each) => each.example.modality === "text") && style.texts,
        )}
        ref={grid}
      >
        {items.map((each, at) => (
          <button
            key={each.example.id}
            type="button"
            className={names(
              style.tile,
              chosen.has(each.example.id) && (group === null ? style.taken : style.left),
            )}
            aria-pressed={chosen.has(each.example.id) === (group === null)}
            aria-label={each.example.name}
            data-example={each.example.id}
            onClick={(event) => choose(at, event.shiftKey)}
          >
            <Thumbnail example={each.example} size={320} alt="" />
            {chosen.has(each.example.id) && (
              <span className={style.mark}>
                <Icon name={group === null ? "check" : "close"} />
              </span>
            )}
            {group === null && each.guess && (
              <LabelChip
                label={each.guess.label}
                suggested
                {...(each.guess.score !== null && { note: score(each.guess.score) })}
              />
            )}
          </button>
        ))}
      </div>
    </>
  );
}

function useScores() {
  const locale = useLocale();
  return { t: locale.t, score: (value: number) => locale.score(value) };
}
