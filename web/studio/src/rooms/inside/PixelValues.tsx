/** A pixel's three numbers, and the values that the model takes for them. */
import { useLocale } from "../../state/localeContext";
import { realValue, type Colour } from "./math/pictureMath";
import style from "./chapters.module.css";

export interface PixelValuesProps {
  readonly colour: Colour;
  /** How a number becomes a value; without it only the numbers are shown. */
  readonly quantisation?: { readonly zero_point: number; readonly scale: number };
}

const NAMES = ["red", "green", "blue"] as const;

export function PixelValues({ colour, quantisation }: PixelValuesProps) {
  const locale = useLocale();
  const { t } = locale;
  const number = new Intl.NumberFormat(locale.language, { maximumFractionDigits: 2 });
  return (
    <table className={style.values}>
      <thead>
        <tr>
          <th scope="col">{t("inside.colour")}</th>
          <th scope="col">{t("inside.number")}</th>
          {quantisation && <th scope="col">{t("inside.value")}</th>}
        </tr>
      </thead>
      <tbody>
        {NAMES.map((name, at) => (
          <tr key={name}>
            <th scope="row">{t(`inside.${name}`)}</th>
            <td>{colour[at]}</td>
            {quantisation && (
              <td>
                {number.format(realValue(colour[at]!, quantisation.zero_point, quantisation.scale))}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
