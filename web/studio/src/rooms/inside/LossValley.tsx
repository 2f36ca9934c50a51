/** The loss of every weight and bias as a valley seen from above, with the way that was gone. */
import { useMemo } from "react";
import { Handle } from "./Handle";
import { lossMap, type Point } from "./math/descent";
import type { Neuron } from "./math/neuronMath";
import { Plot } from "./Plot";
import { usePlot } from "./plotContext";
import style from "./figures.module.css";

export interface LossValleyProps {
  readonly points: readonly Point[];
  readonly path: readonly Neuron[];
  readonly label: string;
  readonly ball: string;
  readonly text: string;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly onMove: (neuron: Neuron) => void;
}

const SIDE: readonly [number, number] = [-3, 3];
const CELLS = 48;
const FAR = 40;

export function LossValley(props: LossValleyProps) {
  const { points, path, onMove } = props;
  const { weight, bias } = path.at(-1)!;
  const shown = (value: number) => Math.min(SIDE[1], Math.max(SIDE[0], value));
  return (
    <Plot
      label={props.label}
      x={SIDE}
      y={SIDE}
      width={320}
      height={330}
      xTitle={props.xTitle}
      yTitle={props.yTitle}
    >
      <Ground points={points} />
      <Way path={path} />
      <Handle
        x={shown(weight)}
        y={shown(bias)}
        tone="ball"
        label={props.ball}
        text={props.text}
        range={SIDE}
        onDrag={(x, y) => onMove({ weight: x, bias: y })}
        onStep={(right, up) => onMove({ weight: weight + 0.05 * right, bias: bias + 0.05 * up })}
      />
    </Plot>
  );
}

function Ground({ points }: { readonly points: readonly Point[] }) {
  const { across, up } = usePlot();
  const map = useMemo(() => lossMap(points, SIDE, SIDE, CELLS), [points]);
  const width = (across.at(SIDE[1]) - across.at(SIDE[0])) / CELLS;
  const height = (up.at(SIDE[0]) - up.at(SIDE[1])) / CELLS;
  return (
    <g aria-hidden="true" shapeRendering="crispEdges">
      {map.flatMap((row, down) =>
        row.map((low, right) => (
          <rect
            key={`${down} ${right}`}
            x={across.at(SIDE[0]) + right * width}
            y={up.at(SIDE[1]) + down * height}
            width={width}
            height={height}
            className={style.ground}
            // Bands, as the lines of equal height on a map.
            fillOpacity={Math.round(low ** 3 * 12) / 14}
          />
        )),
      )}
    </g>
  );
}

function Way({ path }: { readonly path: readonly Neuron[] }) {
  const { across, up } = usePlot();
  const near = (value: number) => Math.min(FAR, Math.max(-FAR, value));
  const places = path
    .slice(-200)
    .map((each) => [across.at(near(each.weight)), up.at(near(each.bias))] as const);
  return (
    <g aria-hidden="true">
      <polyline className={style.way} points={places.map((each) => each.join(",")).join(" ")} />
      {places.map(([x, y], at) => (
        <circle key={at} cx={x} cy={y} r={2.5} className={style.print} />
      ))}
    </g>
  );
}
