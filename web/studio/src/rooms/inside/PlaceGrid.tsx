/** The places at which the network looks, as a grid on the picture. */
import { usePlot } from "./plotContext";
import { largest } from "./math/sumParts";
import style from "./figures.module.css";

export interface PlaceGridProps {
  readonly rows: number;
  readonly columns: number;
  readonly left: number;
  readonly top: number;
  /** The side of the square that the network sees. */
  readonly side: number;
  /** What each place adds, row by row. */
  readonly adds?: readonly (readonly number[])[];
}

const STRONGEST = 0.78;

export function PlaceGrid({ rows, columns, left, top, side, adds }: PlaceGridProps) {
  const { across, up } = usePlot();
  const most = largest(adds?.flat() ?? []);
  const [width, height] = [side / columns, side / rows];
  return (
    <g aria-hidden="true">
      {Array.from({ length: rows * columns }, (_, at) => {
        const [row, column] = [Math.floor(at / columns), at % columns];
        const [x, y] = [left + column * width, top + row * height];
        const own = adds?.[row]?.[column] ?? 0;
        return (
          <rect
            key={at}
            x={across.at(x)}
            y={up.at(y)}
            width={across.at(x + width) - across.at(x)}
            height={up.at(y + height) - up.at(y)}
            className={style.place}
            data-adds={own > 0 ? "for" : own < 0 ? "against" : "nothing"}
            fillOpacity={(Math.abs(own) / most) * STRONGEST}
          />
        );
      })}
    </g>
  );
}
