/** What will happen, in three sentences. */
import { useLocale } from "../../state/localeContext";
import style from "./Steps.module.css";

export function Steps() {
  const { t } = useLocale();
  return (
    <ol className={style.steps}>
      {([1, 2, 3] as const).map((number) => (
        <li key={number}>
          <span className={style.number} aria-hidden="true">
            {number}
          </span>
          <div>
            <h3>{t(`start.step${number}`)}</h3>
            <p>{t(`start.step${number}Text`)}</p>
          </div>
        </li>
      ))}
    </ol>
  );
}
