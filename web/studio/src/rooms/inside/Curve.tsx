/** The curve of a function of x, and single dots, in a plot. */
import { names } from "../../components/Button";
import { usePlot } from "./plotContext";
import style from "./figures.module.css";

export interface CurveProps {
  readonly of: (x: number) => number;
  readonly from: number;
  readonly to: number;
  readonly faint?: boolean;
}

const PIECES = 120;
const FAR = 1e4;

export function Curve({ of, from, to, faint }: CurveProps) {
  const { across, up } = usePlot();
  const points = Array.from({ length: PIECES + 1 }, (_, n) => {
    const x = from + (n / PIECES) * (to - from);
    const y = Math.min(FAR, Math.max(-FAR, up.at(of(x))));
    return `${across.at(x).toFixed(1)},${y.toFixed(1)}`;
  });
  return (
    <polyline
      points={points.join(" ")}
      className={names(style.curve, faint && style.faint)}
      aria-hidden="true"
    />
  );
}
