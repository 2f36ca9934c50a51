/** What the colours of the map stand for. */
import { labelColour } from "../../components/labelColour";
import { useLocale } from "../../state/localeContext";
import { useProject } from "../../state/project";
import type { ColourBy } from "./mapPoints";
import style from "./map.module.css";

const MOST = 10; // labels

export function MapLegend({ by }: { readonly by: ColourBy }) {
  const locale = useLocale();
  const { t } = locale;
  const { labels } = useProject();
  if (by === "doubt")
    return (
      <div className={style.legend}>
        <span>{locale.percent(0)}</span>
        <span className={style.scale} aria-hidden="true" />
        <span>{`${locale.percent(0.5)}+`}</span>
        <span>{t("explore.maybeWrong")}</span>
      </div>
    );
  return (
    <ul className={style.legend}>
      {labels.slice(0, MOST).map(({ name }) => (
        <li key={name}>
          <span
            className={style.dot}
            style={{ backgroundColor: labelColour(name, labels) }}
            aria-hidden="true"
          />
          {name}
        </li>
      ))}
      {labels.length > MOST && <li>{t("explore.moreLabels", { n: labels.length - MOST })}</li>}
    </ul>
  );
}
