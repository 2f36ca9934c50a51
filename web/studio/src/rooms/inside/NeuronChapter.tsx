/** One neuron: a line that is turned by its weight, and moved by its bias. */
import { useState } from "react";
import { Slider } from "../../components/Field";
import { useLocale } from "../../state/localeContext";
import { Chapter, Task, Toy } from "./Chapter";
import { Curve } from "./Curve";
import { Formula } from "./Formula";
import { Handle } from "./Handle";
import { lineAt, passes, throughAt, type Neuron } from "./math/neuronMath";
import { held } from "./math/plotScale";
import { Dot, Ring } from "./marks";
import { Plot } from "./Plot";

const RINGS = [
  [-3, 2],
  [3, -1],
] as const;
const TURN_AT = 3; // where the line is dragged to turn it
const [LEAST, MOST] = [-3, 3];
const within = (value: number, most = MOST) => held(value, -most, most, 0.1);

export function NeuronChapter() {
  const locale = useLocale();
  const { t } = locale;
  const [neuron, setNeuron] = useState<Neuron>({ weight: 0.8, bias: 1 });
  const [x, setX] = useState(2);
  const { weight, bias } = neuron;
  const y = lineAt(neuron, x);
  const done = passes(neuron, RINGS, 0.2);
  const number = (value: number) =>
    new Intl.NumberFormat(locale.language, { maximumFractionDigits: 1 }).format(value);
  const turn = (next: number) => setNeuron({ ...neuron, weight: within(next) });
  const lift = (next: number) => setNeuron({ ...neuron, bias: within(next, 4) });
  return (
    <Chapter title={t("inside.neuron")} words={[t("inside.neuron1"), t("inside.neuron2")]}>
      <Toy
        figure={
          <Plot label={t("inside.neuronPlot")} x={[-5, 5]} y={[-4, 4]} xTitle="x" yTitle="y">
            {RINGS.map((each) => (
              <Ring key={each[0]} x={each[0]} y={each[1]} done={passes(neuron, [each], 0.2)} />
            ))}
            <Curve of={(at) => lineAt(neuron, at)} from={-5} to={5} />
            <Dot x={x} y={y} legs />
            <Handle
              x={0}
              y={bias}
              tone="bias"
              label={t("inside.bias")}
              text={number(bias)}
              range={[-4, 4]}
              onDrag={(_, up) => lift(up)}
              onStep={(right, up) => lift(bias + 0.1 * (right + up))}
            />
            <Handle
              x={TURN_AT}
              y={Math.max(-3.6, Math.min(3.6, lineAt(neuron, TURN_AT)))}
              tone="weight"
              label={t("inside.weight")}
              text={number(weight)}
              range={[LEAST, MOST]}
              onDrag={(_, up) => turn(throughAt(neuron, TURN_AT, up).weight)}
              onStep={(right, up) => turn(weight + 0.1 * (right + up))}
            />
          </Plot>
        }
        controls={
          <>
            <Formula neuron={neuron} x={x} />
            <Slider
              label={t("inside.weightM")}
              value={weight}
              least={LEAST}
              most={MOST}
              step={0.1}
              onChange={turn}
            />
            <Slider
              label={t("inside.biasB")}
              value={bias}
              least={-4}
              most={4}
              step={0.1}
              onChange={lift}
            />
            <Slider
              label={t("inside.inputX")}
              value={x}
              least={-5}
              most={5}
              step={0.5}
              onChange={setX}
            />
            <Task text={t(done ? "inside.ringsDone" : "inside.rings")} done={done} />
          </>
        }
        now={t("inside.neuronNow", {
          x: number(x),
          y: number(y),
          way: t(weight > 0 ? "inside.rises" : weight < 0 ? "inside.falls" : "inside.level"),
        })}
      />
    </Chapter>
  );
}
