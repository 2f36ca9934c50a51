/** From a text to numbers: pieces of words, their numbers, the embedding. */
import { useState } from "react";
import { Slider } from "../../components/Field";
import { useLocale } from "../../state/localeContext";
import { EmbeddingStrip } from "./EmbeddingStrip";
import type { Followed } from "./followed";
import style from "./chapters.module.css";

export function TextSteps({ followed }: { readonly followed: Followed }) {
  const locale = useLocale();
  const { t } = locale;
  const { input, embedding } = followed.view;
  const { values } = embedding;
  const [channel, setChannel] = useState(0);
  const pieces = input.pieces.filter((each) => each.piece !== "");
  return (
    <div className={style.stack}>
      <h3>{t("inside.cut")}</h3>
      <blockquote className={style.quote}>{followed.text}</blockquote>
      <p>{t("inside.cut1", { n: pieces.length })}</p>
      <ol className={style.pieces}>
        {pieces.map((each, at) => (
          <li key={at}>
            <span>{each.piece}</span>
            <span className={style.faint}>{each.number}</span>
          </li>
        ))}
      </ol>
      <h3>{t("inside.run")}</h3>
      <EmbeddingStrip
        values={values}
        chosen={channel}
        label={t("inside.embedding", { n: values.length })}
      />
      <Slider
        label={t("inside.channel")}
        value={channel + 1}
        least={1}
        most={values.length}
        step={1}
        onChange={(next) => setChannel(next - 1)}
      />
      <p className={style.now}>
        {t("inside.textRun", { n: values.length, encoder: embedding.encoder })}{" "}
        {t("inside.channelNow", {
          channel: channel + 1,
          value: new Intl.NumberFormat(locale.language, { maximumFractionDigits: 3 }).format(
            values[channel]!,
          ),
        })}
      </p>
    </div>
  );
}
