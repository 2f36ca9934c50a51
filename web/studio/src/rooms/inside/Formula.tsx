/** y = m · x + b with the numbers of now, each in its colour. */
import { useLocale } from "../../state/localeContext";
import { lineAt, type Neuron } from "./math/neuronMath";
import style from "./chapters.module.css";

export function Formula({ neuron, x }: { readonly neuron: Neuron; readonly x: number }) {
  const { language } = useLocale();
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const signed = (value: number) =>
    value < 0 ? `(${number.format(value)})` : number.format(value);
  return (
    <p className={style.formula}>
      <span className={style.symbols} aria-hidden="true">
        y = <b data-part="weight">m</b> · x + <b data-part="bias">b</b>
      </span>
      <span>
        <span>{number.format(lineAt(neuron, x))}</span> ={" "}
        <b data-part="weight">{signed(neuron.weight)}</b> · {signed(x)} +{" "}
        <b data-part="bias">{signed(neuron.bias)}</b>
      </span>
    </p>
  );
}
