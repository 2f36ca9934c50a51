/** Marks in a plot that can't be moved. */
import { names } from "../../components/Button";
import { usePlot } from "./plotContext";
import style from "./figures.module.css";

/** A place to reach. */
export function Ring({ x, y, done }: { x: number; y: number; done: boolean }) {
  const { across, up } = usePlot();
  return (
    <circle
      cx={across.at(x)}
      cy={up.at(y)}
      r={10}
      className={names(style.target, done && style.reached)}
      aria-hidden="true"
    />
  );
}

/** A dot, with lines down to the axes where `legs` is set. */
export function Dot({ x, y, legs }: { x: number; y: number; legs?: boolean }) {
  const { across, up } = usePlot();
  return (
    <g aria-hidden="true">
      {legs && (
        <path
          className={style.legs}
          d={`M${across.at(x)} ${up.at(0)}V${up.at(y)}H${across.at(0)}`}
        />
      )}
      <circle cx={across.at(x)} cy={up.at(y)} r={5} className={style.dot} />
    </g>
  );
}
