/** A drawing with two axes of numbers. */
import { useId, useMemo, type ReactNode } from "react";
import { useLocale } from "../../state/localeContext";
import { scale, ticks } from "./math/plotScale";
import { PlotContext, type Pointer } from "./plotContext";
import { useNarrow } from "../../state/mediaQueries";
import style from "./figures.module.css";

export interface PlotProps {
  /** What it shows, for screen readers. */
  readonly label: string;
  readonly x: readonly [from: number, to: number];
  readonly y: readonly [from: number, to: number];
  readonly xTitle: string;
  readonly yTitle: string;
  /** The distance of the lines of the grid; null for none. */
  readonly every?: number | null;
  /** The size on which the text is measured: smaller where plots stand side by side. */
  readonly width?: number;
  readonly height?: number;
  readonly children: ReactNode;
}

const NARROW = 340;
const MARGIN = { left: 30, right: 14, top: 24, bottom: 34 };

export function Plot({
  label,
  x,
  y,
  xTitle,
  yTitle,
  every = 1,
  width: wide = 480,
  height: tall = 360,
  children,
}: PlotProps) {
  const locale = useLocale();
  const factor = useNarrow() && wide > NARROW ? NARROW / wide : 1;
  const [width, height] = [wide * factor, Math.round(tall * Math.sqrt(factor))];
  const clip = useId();
  const [x0, x1] = x;
  const [y0, y1] = y;
  const places = useMemo(() => {
    const across = scale(x0, x1, MARGIN.left, width - MARGIN.right);
    const up = scale(y0, y1, height - MARGIN.bottom, MARGIN.top);
    return {
      across,
      up,
      pointed: ({ clientX, clientY, currentTarget }: Pointer) => {
        const box = currentTarget.ownerSVGElement!.getBoundingClientRect();
        return [
          across.of(((clientX - box.left) / box.width) * width),
          up.of(((clientY - box.top) / box.height) * height),
        ] as const;
      },
    };
  }, [x0, x1, y0, y1, width, height]);
  const { across, up } = places;
  const ticksOf = (from: number, to: number) => (every === null ? [] : ticks(from, to, every));
  const [left, right, top, bottom] = [across.at(x0), across.at(x1), up.at(y1), up.at(y0)];
  return (
    <svg className={style.plot} viewBox={`0 0 ${width} ${height}`} role="group" aria-label={label}>
      <clipPath id={clip}>
        <rect x={left} y={top} width={right - left} height={bottom - top} />
      </clipPath>
      <g aria-hidden="true" className={style.grid}>
        {ticksOf(x0, x1).map((n) => (
          <g key={`x${n}`}>
            <line x1={across.at(n)} x2={across.at(n)} y1={top} y2={bottom} data-zero={n === 0} />
            <text x={across.at(n)} y={bottom + 14} textAnchor="middle">
              {locale.number(n)}
            </text>
          </g>
        ))}
        {ticksOf(y0, y1).map((n) => (
          <g key={`y${n}`}>
            <line x1={left} x2={right} y1={up.at(n)} y2={up.at(n)} data-zero={n === 0} />
            <text x={left - 6} y={up.at(n) + 3.5} textAnchor="end">
              {locale.number(n)}
            </text>
          </g>
        ))}
        <text x={right} y={bottom + 29} textAnchor="end" className={style.axis}>
          {xTitle}
        </text>
        <text x={left} y={top - 9} className={style.axis}>
          {yTitle}
        </text>
      </g>
      <PlotContext value={places}>
        <g clipPath={`url(#${clip})`}>{children}</g>
      </PlotContext>
    </svg>
  );
}
