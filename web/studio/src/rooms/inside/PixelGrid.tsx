/** Some pixels, enlarged; the one in the middle is marked. */
import { useLocale } from "../../state/localeContext";
import { colourAt } from "./math/pictureMath";
import type { PixelData } from "./usePixels";
import style from "./figures.module.css";

export interface PixelGridProps {
  readonly pixels: PixelData;
  readonly column: number;
  readonly row: number;
  readonly label: string;
}

export const REACH = 8; // pixels to each side
const SIZE = 12;

export function PixelGrid({ pixels, column, row, label }: PixelGridProps) {
  const locale = useLocale();
  const side = 2 * REACH + 1;
  const cells = Array.from({ length: side * side }, (_, at) => {
    const x = column - REACH + (at % side);
    const y = row - REACH + Math.floor(at / side);
    const inside = x >= 0 && y >= 0 && x < pixels.width && y < pixels.height;
    return { at, colour: inside ? colourAt(pixels.data, pixels.width, x, y) : null };
  });
  const middle = colourAt(pixels.data, pixels.width, column, row);
  return (
    <svg
      className={style.pixels}
      viewBox={`0 0 ${side * SIZE} ${side * SIZE}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={`${label}: ${middle.map((each) => locale.number(each)).join(", ")}`}
    >
      {cells.map(
        ({ at, colour }) =>
          colour && (
            <rect
              key={at}
              x={(at % side) * SIZE}
              y={Math.floor(at / side) * SIZE}
              width={SIZE}
              height={SIZE}
              fill={`rgb(${colour.join(" ")})`}
            />
          ),
      )}
      <rect
        x={REACH * SIZE}
        y={REACH * SIZE}
        width={SIZE}
        height={SIZE}
        className={style.chosenPixel}
      />
    </svg>
  );
}
