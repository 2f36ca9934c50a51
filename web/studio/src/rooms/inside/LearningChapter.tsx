/** Gradient descent by hand: a line learns from six points, step by step. */
import { useState } from "react";
import { Button } from "../../components/Button";
import { Slider } from "../../components/Field";
import { useKeys } from "../../state/keys";
import { useLocale } from "../../state/localeContext";
import { Chapter, Toy } from "./Chapter";
import { Curve } from "./Curve";
import { Distances } from "./Distances";
import { Handle } from "./Handle";
import { LossCurve } from "./LossCurve";
import { LossValley } from "./LossValley";
import { bestLine, lossOf, stepDown, type Point } from "./math/descent";
import { lineAt, type Neuron } from "./math/neuronMath";
import { held } from "./math/plotScale";
import { Plot } from "./Plot";
import style from "./chapters.module.css";

const POINTS: readonly Point[] = [
  [-3, -1.6],
  [-2, -1.5],
  [-1, 0.4],
  [0, 0.6],
  [1.5, 1.2],
  [3, 3],
];
const START: Neuron = { weight: -1.2, bias: 2 };
const NEAR = 1.02; // times the least loss
const MANY = 10;

export function LearningChapter() {
  const locale = useLocale();
  const { t } = locale;
  const [points, setPoints] = useState(POINTS);
  const [path, setPath] = useState<readonly Neuron[]>([START]);
  const [rate, setRate] = useState(0.08);
  const neuron = path.at(-1)!;
  const losses = path.map((each) => lossOf(each, points));
  const loss = losses.at(-1)!;
  const least = lossOf(bestLine(points), points);
  const before = losses.at(-2);
  const number = (value: number, digits = 2) =>
    new Intl.NumberFormat(locale.language, { maximumFractionDigits: digits }).format(value);
  const go = (steps: number) => {
    const next = [...path];
    for (let n = 0; n < steps; n += 1) next.push(stepDown(next.at(-1)!, points, rate));
    setPath(next);
  };
  const place = (next: Neuron) =>
    setPath([{ weight: held(next.weight, -3, 3, 0.05), bias: held(next.bias, -3, 3, 0.05) }]);
  const move = (at: number, x: number, y: number) =>
    setPoints(
      points.map((each, n) =>
        n === at ? ([held(x, -3.8, 3.8, 0.1), held(y, -3.8, 3.8, 0.1)] as const) : each,
      ),
    );
  const again = () => {
    setPath([START]);
    setPoints(POINTS);
  };
  useKeys(t("inside.learning"), [
    { keys: ["s"], text: t("inside.step"), run: () => go(1) },
    { keys: ["r"], text: t("inside.again"), run: again },
  ]);
  const rising = before !== undefined && loss > before * 1.0001;
  return (
    <Chapter
      title={t("inside.learning")}
      words={[t("inside.learning1"), t("inside.learning2"), t("inside.learning3")]}
    >
      <Toy
        figure={
          <div className={style.pair}>
            <div>
              <h3>{t("inside.days")}</h3>
              <Plot
                label={t("inside.daysPlot")}
                x={[-4, 4]}
                y={[-4, 4]}
                every={2}
                width={320}
                height={330}
                xTitle={t("inside.warmer")}
                yTitle={t("inside.sold")}
              >
                <Distances neuron={neuron} points={points} />
                <Curve of={(x) => lineAt(neuron, x)} from={-4} to={4} />
                {points.map(([x, y], at) => (
                  <Handle
                    key={at}
                    x={x}
                    y={y}
                    label={t("inside.day", { n: at + 1 })}
                    text={t("inside.place", { x: number(x), y: number(y) })}
                    range={[-3.8, 3.8]}
                    onDrag={(right, up) => move(at, right, up)}
                    onStep={(right, up) => move(at, x + 0.1 * right, y + 0.1 * up)}
                  />
                ))}
              </Plot>
            </div>
            <div>
              <h3>{t("inside.valley")}</h3>
              <LossValley
                points={points}
                path={path}
                label={t("inside.valleyPlot")}
                ball={t("inside.ball")}
                text={t("inside.place2", {
                  weight: number(neuron.weight),
                  bias: number(neuron.bias),
                })}
                xTitle={t("inside.weight")}
                yTitle={t("inside.bias")}
                onMove={place}
              />
            </div>
          </div>
        }
        controls={
          <>
            <p className={style.big}>
              <span>{t("inside.loss")}</span>
              <strong>{loss < 1e6 ? number(loss) : "∞"}</strong>
            </p>
            <LossCurve losses={losses} label={t("inside.lossCurve", { n: losses.length - 1 })} />
            <div className={style.buttons}>
              <Button tone="main" onPress={() => go(1)}>
                {t("inside.step")}
              </Button>
              <Button onPress={() => go(MANY)}>{t("inside.tenSteps")}</Button>
              <Button tone="quiet" icon="undo" onPress={again}>
                {t("inside.again")}
              </Button>
            </div>
            <Slider
              label={t("inside.rate")}
              value={rate}
              least={0.01}
              most={0.4}
              step={0.01}
              onChange={setRate}
            />
          </>
        }
        now={
          rising
            ? t("inside.tooLong")
            : loss <= least * NEAR
              ? t("inside.learnt", { n: losses.length - 1 })
              : before === undefined
                ? t("inside.stepNow")
                : t("inside.falling", { before: number(before), after: number(loss) })
        }
      />
    </Chapter>
  );
}
