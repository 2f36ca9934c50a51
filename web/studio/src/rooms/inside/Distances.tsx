/** How far a line is from each point. */
import { usePlot } from "./plotContext";
import type { Point } from "./math/descent";
import { lineAt, type Neuron } from "./math/neuronMath";
import style from "./figures.module.css";

export function Distances(props: { readonly neuron: Neuron; readonly points: readonly Point[] }) {
  const { across, up } = usePlot();
  return (
    <g aria-hidden="true">
      {props.points.map(([x, y], at) => (
        <line
          key={at}
          className={style.distance}
          x1={across.at(x)}
          x2={across.at(x)}
          y1={up.at(y)}
          y2={up.at(lineAt(props.neuron, x))}
        />
      ))}
    </g>
  );
}
