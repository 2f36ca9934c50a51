/** Training against validation, as two lines with their values where the pointer is. */
import { useEffect, useRef, useState } from "react";
import { useLocale } from "../../state/localeContext";
import { amountScale, countScale, nearestAt } from "./chartScale";
import type { Point } from "./trainData";
import style from "./CurveChart.module.css";

const HEIGHT = 208;
const [LEFT, TOP, RIGHT, BOTTOM] = [44, 10, 12, 38];
const NARROW = 240;

export interface CurveChartProps {
  readonly title: string;
  readonly points: readonly Point[];
  /** What is drawn: the share of right answers, or the loss. */
  readonly of: "accuracy" | "loss";
  /** What is counted across: steps, or examples. */
  readonly across: string;
}

export function CurveChart({ title, points, of, across }: CurveChartProps) {
  const locale = useLocale();
  const { t } = locale;
  const [box, width] = useWidth();
  const [pointed, setPointed] = useState<number>();
  const lines = (["training", "validation"] as const).map((set) => ({
    set,
    name: t(`train.${set}`),
    values: points.map((each) => each[`${set}_${of}`]),
  }));
  const x = countScale(
    points.map((each) => each.at),
    LEFT,
    width - RIGHT,
  );
  const y = amountScale(
    lines.flatMap((each) => each.values),
    HEIGHT - BOTTOM,
    TOP,
    of === "accuracy",
  );
  const places = points.map((each) => x.place(each.at));
  const format = (value: number) =>
    of === "accuracy" ? locale.percent(value) : locale.number(value, { maximumFractionDigits: 2 });
  const at = pointed === undefined ? points.length - 1 : Math.min(pointed, points.length - 1);
  const point = points[at];
  return (
    <figure className={style.figure} ref={box}>
      <figcaption className={style.caption}>
        <span className={style.title}>{title}</span>
        <span className={style.legend}>
          {lines.map((each) => (
            <span key={each.set} className={style.key} data-set={each.set}>
              {each.name}
              <b>{format(each.values[at] ?? 0)}</b>
            </span>
          ))}
          {pointed !== undefined && point !== undefined && (
            <span className={style.at}>{t("train.at", { n: point.at, across })}</span>
          )}
        </span>
      </figcaption>
      <svg
        width={width}
        height={HEIGHT}
        role="img"
        aria-label={title}
        onPointerMove={(event) => {
          const left = event.currentTarget.getBoundingClientRect().left;
          setPointed(nearestAt(places, event.clientX - left));
        }}
        onPointerLeave={() => setPointed(undefined)}
      >
        {y.ticks.map((each) => (
          <g key={each} className={style.tick}>
            <line x1={LEFT} x2={width - RIGHT} y1={y.place(each)} y2={y.place(each)} />
            <text x={LEFT - 8} y={y.place(each) + 4} textAnchor="end">
              {format(each)}
            </text>
          </g>
        ))}
        {x.ticks.map((each) => (
          <text
            key={each}
            className={style.number}
            x={x.place(each)}
            y={HEIGHT - BOTTOM + 16}
            textAnchor="middle"
          >
            {locale.number(each)}
          </text>
        ))}
        <text
          className={style.number}
          x={(LEFT + width - RIGHT) / 2}
          y={HEIGHT - 4}
          textAnchor="middle"
        >
          {across}
        </text>
        {pointed !== undefined && (
          <line
            className={style.pointed}
            x1={places[at]}
            x2={places[at]}
            y1={TOP}
            y2={HEIGHT - BOTTOM}
          />
        )}
        {lines.map((each) => (
          <g key={each.set} className={style.line} data-set={each.set}>
            <polyline
              points={each.values.map((v, n) => `${places[n] ?? 0},${y.place(v)}`).join(" ")}
            />
            {each.values.map((value, n) => (
              <circle
                key={n}
                cx={places[n]}
                cy={y.place(value)}
                r={n === at ? 4 : points.length > 1 ? 2 : 3}
              />
            ))}
          </g>
        ))}
      </svg>
      <table className="visually-hidden">
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{across}</th>
            {lines.map((each) => (
              <th key={each.set} scope="col">
                {each.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.map((each, n) => (
            <tr key={each.at}>
              <th scope="row">{locale.number(each.at)}</th>
              {lines.map((line) => (
                <td key={line.set}>{format(line.values[n] ?? 0)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

/** Returns a reference for an element, and its width in pixels. */
function useWidth() {
  const box = useRef<HTMLElement>(null);
  const [width, setWidth] = useState(NARROW);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setWidth(Math.max(NARROW, element.clientWidth)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [box, width] as const;
}
