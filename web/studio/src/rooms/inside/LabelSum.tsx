/** A label's sum, part by part: the bias, the largest products, all others. */
import { useLocale } from "../../state/localeContext";
import type { FollowedLabel } from "./followed";
import { partsOf, type Part } from "./math/sumParts";
import style from "./chapters.module.css";

export interface LabelSumProps {
  readonly label: FollowedLabel;
  /** The number of the embedding's channels. */
  readonly channels: number;
}

export function LabelSum({ label, channels }: LabelSumProps) {
  const locale = useLocale();
  const { t } = locale;
  const number = new Intl.NumberFormat(locale.language, { maximumFractionDigits: 2 });
  const signed = new Intl.NumberFormat(locale.language, {
    maximumFractionDigits: 2,
    signDisplay: "exceptZero",
  });
  const parts = partsOf(label);
  const ends = parts.flatMap((each) => [each.from, each.to]);
  const [least, most] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  const share = (value: number) => `${((value - least) / (most - least || 1)) * 100}%`;
  const shown = parts.filter((each) => each.kind === "product").length;
  const nameOf = (part: Part) =>
    part.kind === "product"
      ? t("inside.partProduct", {
          channel: part.channel! + 1,
          value: number.format(part.value!),
          weight:
            part.weight! < 0 ? `(${number.format(part.weight!)})` : number.format(part.weight!),
        })
      : part.kind === "others"
        ? t("inside.partOthers", { n: channels - shown })
        : t(part.kind === "bias" ? "inside.partBias" : "inside.partFeatures");
  return (
    <>
      <p>{t("inside.sum1")}</p>
      <ol className={style.parts}>
        {parts.map((part, at) => (
          <li key={at}>
            <span>{nameOf(part)}</span>
            <span className={style.track} aria-hidden="true">
              <span
                className={style.span}
                data-adds={part.adds < 0 ? "against" : "for"}
                style={{
                  insetInlineStart: share(Math.min(part.from, part.to)),
                  inlineSize: `${(Math.abs(part.adds) / (most - least || 1)) * 100}%`,
                }}
              />
              <span className={style.zero} style={{ insetInlineStart: share(0) }} />
            </span>
            <span className={style.adds}>{signed.format(part.adds)}</span>
          </li>
        ))}
        <li className={style.total}>
          <span>{t("inside.output")}</span>
          <span className={style.adds}>
            {label.output === null ? t("inside.ruledOut") : number.format(label.output)}
          </span>
        </li>
      </ol>
    </>
  );
}
