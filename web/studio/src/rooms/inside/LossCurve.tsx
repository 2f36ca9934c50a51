/** The loss after each step. */
import { scale } from "./math/plotScale";
import style from "./figures.module.css";

const [WIDTH, HEIGHT] = [240, 56];

export function LossCurve(props: { readonly losses: readonly number[]; readonly label: string }) {
  const losses = props.losses.slice(-60);
  const across = scale(0, Math.max(losses.length - 1, 10), 4, WIDTH - 4);
  const up = scale(0, Math.min(Math.max(...losses), 1e6), HEIGHT - 4, 4);
  const places = losses.map((each, at) => [across.at(at), up.at(Math.min(each, 1e6))] as const);
  const [x, y] = places.at(-1)!;
  return (
    <svg
      className={style.spark}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={props.label}
    >
      <polyline className={style.way} points={places.map((each) => each.join(",")).join(" ")} />
      <circle cx={x} cy={y} r={4} className={style.dot} />
    </svg>
  );
}
