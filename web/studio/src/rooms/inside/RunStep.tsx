/** Run: the network looks at each place, and writes one long list of numbers. */
import { useState } from "react";
import { Slider } from "../../components/Field";
import { useLocale } from "../../state/localeContext";
import { Toy } from "./Chapter";
import { EmbeddingStrip } from "./EmbeddingStrip";
import { PictureStage } from "./PictureStage";
import { PlaceGrid } from "./PlaceGrid";
import type { PictureStepProps } from "./pictureSteps";

export function RunStep({ followed, tensor }: PictureStepProps) {
  const locale = useLocale();
  const { t } = locale;
  const { values, rows, columns, encoder } = followed.view.embedding;
  const [channel, setChannel] = useState(() => values.indexOf(Math.max(...values)));
  const at = Math.min(channel, values.length - 1);
  const side = followed.view.input.shape[0] ?? 1;
  return (
    <Toy
      figure={
        <>
          <PictureStage
            address={tensor}
            width={side}
            height={side}
            label={t("inside.square")}
            coarse
          >
            {rows !== null && columns !== null && (
              <PlaceGrid rows={rows} columns={columns} left={0} top={0} side={side} />
            )}
          </PictureStage>
          <EmbeddingStrip
            values={values}
            chosen={at}
            label={t("inside.embedding", { n: values.length })}
          />
        </>
      }
      controls={
        <Slider
          label={t("inside.channel")}
          value={at + 1}
          least={1}
          most={values.length}
          step={1}
          onChange={(next) => setChannel(next - 1)}
        />
      }
      now={
        <>
          {t("inside.runNow", {
            places: (rows ?? 1) * (columns ?? 1),
            n: values.length,
            encoder,
          })}{" "}
          {t("inside.channelNow", {
            channel: at + 1,
            value: new Intl.NumberFormat(locale.language, { maximumFractionDigits: 2 }).format(
              values[at]!,
            ),
          })}
        </>
      }
    />
  );
}
