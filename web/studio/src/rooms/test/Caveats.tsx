/** What to keep in mind about a test, in plain sentences. */
import type { ReactNode } from "react";
import { Icon } from "../../components/Icon";
import type { Locale } from "../../locales/locale";
import { useLocale } from "../../state/localeContext";
import type { Caveat } from "./testData";
import style from "./test.module.css";

const MOST_NAMED = 4;
const BAD = new Set(["overfitting", "repeated scenes", "label never right", "scores too high"]);
const INFO = new Set(["calibration open", "target open", "elsewhere", "relabelled"]);

type Tone = "bad" | "warn" | "info";
const MARKS = { bad: "alert", warn: "warning", info: "info" } as const;

function tone(code: string): Tone {
  return BAD.has(code) ? "bad" : INFO.has(code) ? "info" : "warn";
}

/** Returns the sentence of a caveat; null for one that this version does not know. */
export function caveatText({ code, values }: Caveat, locale: Locale): string | null {
  const { t, percent, list } = locale;
  const number = (name: string) => Number(values[name]);
  const share = (name: string) => percent.call(locale, number(name));
  const labels = () => {
    const all = (values["labels"] as string[] | undefined) ?? [];
    const named = all.slice(0, MOST_NAMED).map((each) => t("test.quoted", { label: each }));
    const rest = all.length - named.length;
    return list.call(locale, rest > 0 ? [...named, t("test.moreLabels", { n: rest })] : named);
  };
  switch (code) {
    case "overfitting":
    case "slight overfitting":
      return t(code === "overfitting" ? "test.overfitting" : "test.slightOverfitting", {
        training: share("training_accuracy"),
        validation: share("validation_accuracy"),
      });
    case "repeated scenes":
      return t("test.repeatedScenes");
    case "too few examples":
      return t("test.tooFewExamples");
    case "wide interval":
      return t("test.wideInterval", { n: number("examples"), enough: number("enough") });
    case "few of a label":
      return t("test.fewOfLabel", { labels: labels(), least: number("least") });
    case "label never right":
      return t("test.neverRight", { labels: labels() });
    case "never sure":
      return t("test.neverSure");
    case "target missed":
      return values["threshold"] === null
        ? t("test.targetMissed", { high: share("high"), target: share("target") })
        : t("test.targetMissedBut", {
            high: share("high"),
            target: share("target"),
            threshold: share("threshold"),
          });
    case "target open":
      return t("test.targetOpen", {
        n: number("count"),
        target: share("target"),
        least: number("least"),
      });
    case "scores too high":
    case "scores too low":
      return t(code === "scores too high" ? "test.scoresTooHigh" : "test.scoresTooLow", {
        score: share("score"),
        accuracy: share("accuracy"),
      });
    case "calibration open":
      return t("test.calibrationOpen", { n: number("examples") });
    case "relabelled":
      return t("test.relabelled", { n: number("examples") });
    case "elsewhere":
      return t("test.elsewhere", { n: number("examples") });
    default:
      return null;
  }
}

export interface CaveatsProps {
  readonly caveats: readonly Caveat[];
  /** A button for some of them, by their code. */
  readonly actions?: Readonly<Record<string, ReactNode>>;
}

export function Caveats({ caveats, actions = {} }: CaveatsProps) {
  const locale = useLocale();
  const sentences = caveats.flatMap((each) => {
    const text = caveatText(each, locale);
    return text === null ? [] : [{ code: each.code, text, tone: tone(each.code) }];
  });
  if (sentences.length === 0) return <p className={style.faint}>{locale.t("test.noCaveats")}</p>;
  return (
    <ul className={style.caveats}>
      {sentences.map((each) => (
        <li key={each.code}>
          <span className={style[each.tone]}>
            <Icon name={MARKS[each.tone]} />
          </span>
          <span>{each.text}</span>
          {actions[each.code]}
        </li>
      ))}
    </ul>
  );
}
