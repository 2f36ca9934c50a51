/** What a feature adds, in words, and as an interval on a scale that all of them share. */
import { names } from "../../components/Button";
import { useLocale } from "../../state/localeContext";
import type { Gain } from "./featureData";
import { effectOf } from "./gains";
import style from "./features.module.css";

export function GainMark({ gain, reach }: { readonly gain: Gain | null; readonly reach: number }) {
  const locale = useLocale();
  const { t } = locale;
  const effect = effectOf(gain);
  const points = (share: number) =>
    locale.number(100 * share, { signDisplay: "exceptZero", maximumFractionDigits: 1 });
  if (gain === null || effect === "absent")
    return (
      <span className={names(style.gain, style.faint)}>
        {t(gain === null ? "features.unmeasured" : "features.absent")}
      </span>
    );
  const at = (share: number) => `${50 + (50 * share) / reach}%`;
  return (
    <span className={names(style.gain, style[effect])}>
      <strong>
        {effect === "nothing"
          ? t("features.noGain")
          : effect === "scores"
            ? t("features.betterScores")
            : t("features.points", { points: points(gain.difference) })}
      </strong>
      <span className={style.scale} aria-hidden="true">
        <span
          className={style.interval}
          style={{
            insetInlineStart: at(gain.low),
            inlineSize: `${(50 * (gain.high - gain.low)) / reach}%`,
          }}
        />
        <span className={style.dot} style={{ insetInlineStart: at(gain.difference) }} />
      </span>
      <span className={style.faint}>
        {effect === "outdated"
          ? t("features.outdated")
          : t("features.between", { low: points(gain.low), high: points(gain.high) })}
        {" · "}
        {t("features.found", { n: gain.found })}
      </span>
    </span>
  );
}
