/** One example in the grid: its picture, whether it is chosen, and its label. */
import { memo } from "react";
import type { ThumbnailSize } from "../../api/addresses";
import { names } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { labelColour } from "../../components/labelColour";
import { Thumbnail } from "../../components/Thumbnail";
import { useLocale } from "../../state/localeContext";
import { useProject, type Example } from "../../state/project";
import style from "./grid.module.css";

export interface GridCellProps {
  readonly id: number;
  /** What is known of it; undefined until it was asked for. */
  readonly example: Example | undefined;
  readonly chosen: boolean;
  /** Whether the keys are at it. */
  readonly current: boolean;
  /** The width of the cell in pixels. */
  readonly pictureSize: number;
  /** Whether its label stands below the picture. */
  readonly words: boolean;
}

export const GridCell = memo(function GridCell(props: GridCellProps) {
  const { id, example, chosen, current, pictureSize, words } = props;
  return (
    <div
      id={`cell-${id}`}
      role="gridcell"
      aria-selected={chosen}
      className={names(style.cell, chosen && style.chosen, current && style.current)}
    >
      <span className={style.picture}>
        {example && <Thumbnail example={example} size={sizeFor(pictureSize)} fit="cover" />}
        {example && !words && <Dot example={example} />}
        {(words || chosen) && (
          <span className={style.mark} data-mark aria-hidden="true">
            <Icon name="check" size={14} />
          </span>
        )}
      </span>
      {words && <span className={style.foot}>{example && <Caption example={example} />}</span>}
    </div>
  );
});

/** Returns the side of the thumbnail that is sharp in a cell of a width. */
function sizeFor(width: number): ThumbnailSize {
  const pixels = width * Math.min(devicePixelRatio, 2);
  return pixels <= 200 ? 160 : pixels <= 420 ? 320 : 640;
}

function Dot({ example }: { readonly example: Example }) {
  const { labels } = useProject();
  if (example.label === null) return null;
  return (
    <span
      className={style.dot}
      style={{ backgroundColor: labelColour(example.label, labels) }}
      aria-hidden="true"
    />
  );
}

/** What is said of an example: its label, or what it may be. */
function Caption({ example }: { readonly example: Example }) {
  const locale = useLocale();
  const { t } = locale;
  const { labels } = useProject();
  const { label, suggestion, state } = example;
  const doubt = example.evidence.find((each) => each.finding === "doubtful-labels");
  if (label !== null)
    return (
      <>
        <span
          className={style.dot}
          style={{ backgroundColor: labelColour(label, labels) }}
          aria-hidden="true"
        />
        <span className={style.name}>{example.labels.join(", ")}</span>
        {doubt?.likely != null && <span className={style.doubt}>{`${doubt.likely}?`}</span>}
        {!example.used && <span className={style.note}>{t("explore.leftOut")}</span>}
      </>
    );
  if (suggestion !== null)
    return (
      <span
        className={style.suggested}
      >{`${suggestion.label}? ${locale.score(suggestion.score)}`}</span>
    );
  if (example.not_labels.length > 0)
    return (
      <span className={style.faint}>
        {t("explore.notLabel", { label: example.not_labels.join(", ") })}
      </span>
    );
  return <span className={style.faint}>{t(`explore.state_${state}`)}</span>;
}
