/** What bends a neuron's line, and what makes shares of many outputs. */
import { useState } from "react";
import { Slider } from "../../components/Field";
import { useLocale } from "../../state/localeContext";
import { Chapter, Toy } from "./Chapter";
import { Choices } from "./Choices";
import { Curve } from "./Curve";
import { Handle } from "./Handle";
import { activate, bendAt, lineAt, type Activation, type Neuron } from "./math/neuronMath";
import { held } from "./math/plotScale";
import { sharesOf } from "./math/softmaxMath";
import { Plot } from "./Plot";
import { ShareBar } from "./ShareBar";
import { OutputBars } from "./OutputBars";

const ACTIVATIONS: readonly Activation[] = ["none", "relu", "sigmoid"];

export function BendChapter() {
  const { t } = useLocale();
  return (
    <Chapter title={t("inside.bend")} words={[t("inside.bend1"), t("inside.bend2")]}>
      <BendToy />
      <div>
        <p>{t("inside.softmax1")}</p>
      </div>
      <SoftmaxToy />
    </Chapter>
  );
}

function BendToy() {
  const locale = useLocale();
  const { t } = locale;
  const [neuron, setNeuron] = useState<Neuron>({ weight: 1, bias: -1 });
  const [activation, setActivation] = useState<Activation>("relu");
  const number = (value: number) =>
    new Intl.NumberFormat(locale.language, { maximumFractionDigits: 1 }).format(value);
  const bend = bendAt(neuron);
  const { weight, bias } = neuron;
  const lift = (next: number) => setNeuron({ ...neuron, bias: held(next, -4, 4, 0.1) });
  return (
    <Toy
      title={t("inside.bendToy")}
      figure={
        <Plot label={t("inside.bendPlot")} x={[-5, 5]} y={[-3, 4]} xTitle="x" yTitle="y">
          {activation !== "none" && <Curve of={(x) => lineAt(neuron, x)} from={-5} to={5} faint />}
          <Curve of={(x) => activate(activation, lineAt(neuron, x))} from={-5} to={5} />
          <Handle
            x={0}
            y={activate(activation, bias)}
            tone="bias"
            label={t("inside.bias")}
            text={number(bias)}
            range={[-4, 4]}
            onDrag={(_, up) => lift(up)}
            onStep={(right, up) => lift(bias + 0.1 * (right + up))}
          />
        </Plot>
      }
      controls={
        <>
          <Choices
            label={t("inside.activation")}
            value={activation}
            choices={ACTIVATIONS.map((value) => ({
              value,
              text: t(`inside.activation_${value}` as "inside.activation_relu"),
            }))}
            onChange={setActivation}
          />
          <Slider
            label={t("inside.weight")}
            value={weight}
            least={-3}
            most={3}
            step={0.1}
            onChange={(next) => setNeuron({ ...neuron, weight: next })}
          />
          <Slider
            label={t("inside.bias")}
            value={bias}
            least={-4}
            most={4}
            step={0.1}
            onChange={lift}
          />
        </>
      }
      now={
        activation === "relu" && bend !== null
          ? t("inside.reluNow", {
              x: number(bend),
              side: t(weight > 0 ? "inside.leftOf" : "inside.rightOf"),
            })
          : t(`inside.now_${activation}` as "inside.now_none")
      }
    />
  );
}

const NAMES = ["dog", "cat", "bird"] as const;

function SoftmaxToy() {
  const locale = useLocale();
  const { t } = locale;
  const [outputs, setOutputs] = useState([2, 1, -0.5]);
  const [temperature, setTemperature] = useState(1);
  const shares = sharesOf(outputs, temperature);
  const labels = NAMES.map((each) => t(`inside.${each}`));
  const best = shares.indexOf(Math.max(...shares));
  return (
    <Toy
      title={t("inside.softmax")}
      figure={
        <>
          <OutputBars
            label={t("inside.outputs")}
            labels={labels}
            outputs={outputs}
            onChange={(at, next) =>
              setOutputs(outputs.map((each, n) => (n === at ? held(next, -3, 4, 0.1) : each)))
            }
          />
          <ShareBar labels={labels} shares={shares} />
        </>
      }
      controls={
        <>
          {labels.map((label, at) => (
            <Slider
              key={label}
              label={label}
              value={outputs[at]!}
              least={-3}
              most={4}
              step={0.1}
              onChange={(next) => setOutputs(outputs.map((each, n) => (n === at ? next : each)))}
            />
          ))}
          <Slider
            label={t("inside.temperature")}
            value={temperature}
            least={0.2}
            most={5}
            step={0.1}
            onChange={setTemperature}
          />
        </>
      }
      now={t("inside.softmaxNow", {
        label: labels[best]!,
        share: new Intl.NumberFormat(locale.language, { style: "percent" }).format(shares[best]!),
      })}
    />
  );
}
