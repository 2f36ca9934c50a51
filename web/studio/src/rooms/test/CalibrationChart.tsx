/** Whether a score of 80 % is right eight times in ten: scores against the share of right answers. */
import { Panel } from "../../components/Page";
import { useLocale } from "../../state/localeContext";
import type { Overview } from "./testData";
import style from "./test.module.css";

const SIDE = 260;
const [LEFT, TOP, RIGHT, BOTTOM] = [40, 8, 12, 34];
const TICKS = [0, 0.25, 0.5, 0.75, 1];

export interface CalibrationChartProps {
  readonly test: Overview;
  readonly calibration: NonNullable<Overview["calibration"]>;
}

export function CalibrationChart({ test, calibration }: CalibrationChartProps) {
  const locale = useLocale();
  const { t } = locale;
  const x = (share: number) => LEFT + share * SIDE;
  const y = (share: number) => TOP + (1 - share) * SIDE;
  const codes = new Set(test.caveats.map((each) => each.code));
  const verdict = codes.has("calibration open")
    ? t("test.calibrationFew", { n: test.examples })
    : calibration.error <= calibration.by_chance
      ? t("test.calibrationGood")
      : t("test.calibrationOff", { error: locale.percent(calibration.error) });
  return (
    <Panel title={t("test.calibration")}>
      <div className={style.beside}>
        <div className={style.paragraphs}>
          <p>{verdict}</p>
          <p className={style.lead}>{t("test.calibrationLead")}</p>
        </div>
        <svg
          className={style.chart}
          viewBox={`0 0 ${LEFT + SIDE + RIGHT} ${TOP + SIDE + BOTTOM}`}
          role="img"
          aria-label={t("test.calibrationChart")}
        >
          {TICKS.map((each) => (
            <g key={each} className={style.tick}>
              <line x1={x(each)} x2={x(each)} y1={y(0)} y2={y(1)} />
              <line x1={x(0)} x2={x(1)} y1={y(each)} y2={y(each)} />
              <text x={x(each)} y={y(0) + 14} textAnchor="middle">
                {locale.percent(each)}
              </text>
              <text x={LEFT - 6} y={y(each) + 4} textAnchor="end">
                {locale.percent(each)}
              </text>
            </g>
          ))}
          <line className={style.ideal} x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} />
          {calibration.bins.map((each) => (
            <g key={each.score} className={style.bin}>
              <line
                x1={x(each.score)}
                x2={x(each.score)}
                y1={y(each.accuracy.low)}
                y2={y(each.accuracy.high)}
              />
              <circle cx={x(each.score)} cy={y(each.accuracy.value ?? 0)} r={4.5}>
                <title>
                  {t("test.bin", {
                    n: each.count,
                    score: locale.percent(each.score),
                    right: locale.percent(each.accuracy.value ?? 0),
                  })}
                </title>
              </circle>
            </g>
          ))}
          <text className={style.axis} x={x(0.5)} y={y(0) + 30} textAnchor="middle">
            {t("test.score")}
          </text>
        </svg>
      </div>
      <table className="visually-hidden">
        <caption>{t("test.calibrationChart")}</caption>
        <tbody>
          {calibration.bins.map((each) => (
            <tr key={each.score}>
              <td>
                {t("test.bin", {
                  n: each.count,
                  score: locale.percent(each.score),
                  right: locale.percent(each.accuracy.value ?? 0),
                })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
