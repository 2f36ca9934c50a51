/** A point that can be dragged, and moved by the arrow keys once it has the focus. */
import type { KeyboardEvent, PointerEvent } from "react";
import { names } from "../../components/Button";
import { usePlot } from "./plotContext";
import style from "./figures.module.css";

export interface HandleProps {
  readonly x: number;
  readonly y: number;
  /** What it is, and where it is now, for screen readers. */
  readonly label: string;
  readonly text: string;
  readonly range: readonly [least: number, most: number];
  readonly tone?: "weight" | "bias" | "point" | "ball";
  readonly sideways?: boolean;
  /** Called with the numbers at the pointer. */
  readonly onDrag: (x: number, y: number) => void;
  /** Called with the steps to go to the right and up. */
  readonly onStep: (right: number, up: number) => void;
}

const STEPS: Readonly<Record<string, readonly [right: number, up: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
  PageUp: [0, 10],
  PageDown: [0, -10],
};

export function Handle({ x, y, label, text, range, tone, sideways, onDrag, onStep }: HandleProps) {
  const { across, up, pointed } = usePlot();
  const drag = (event: PointerEvent<SVGGElement>) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) onDrag(...pointed(event));
  };
  const press = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onStep(...step);
  };
  return (
    <g
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={range[0]}
      aria-valuemax={range[1]}
      aria-valuenow={sideways ? x : y}
      aria-valuetext={text}
      className={names(style.handle, style[tone ?? "point"])}
      transform={`translate(${across.at(x)} ${up.at(y)})`}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        event.currentTarget.focus();
      }}
      onPointerMove={drag}
      onKeyDown={press}
    >
      <circle r={22} className={style.reach} />
      <circle r={13} className={style.ring} />
      <circle r={8} className={style.knob} />
    </g>
  );
}
