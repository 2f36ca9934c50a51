/** The words of a text, those that speak for the answer marked. */
import { useLocale } from "../../state/localeContext";
import type { View } from "./followed";
import style from "./chapters.module.css";

const LITTLE = 0.05;

export function WordsThatSpeak(props: { readonly words: View["words"]; readonly answer: string }) {
  const locale = useLocale();
  const { t } = locale;
  return (
    <>
      <p className={style.words}>
        {props.words.map((each) => (
          <span
            key={each.start}
            style={{
              backgroundColor: `color-mix(in srgb, var(--accent) ${Math.round(each.weight * 40)}%, transparent)`,
            }}
          >
            {each.text}
            {each.weight > LITTLE && (
              <small>
                {new Intl.NumberFormat(locale.language, { style: "percent" }).format(each.weight)}
              </small>
            )}
          </span>
        ))}
      </p>
      <p className={style.now}>{t("inside.wordsNow", { label: props.answer })}</p>
    </>
  );
}
