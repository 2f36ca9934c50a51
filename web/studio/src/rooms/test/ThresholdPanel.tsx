/** A slider that shows what a threshold costs: fewer mistakes, and fewer answers. */
import { useState, type ReactNode } from "react";
import { Button, ButtonLink } from "../../components/Button";
import { Slider } from "../../components/Field";
import { Panel } from "../../components/Page";
import { roomPath } from "../../state/addresses";
import { useLocale } from "../../state/localeContext";
import { useProject } from "../../state/project";
import type { SearchChange } from "../../state/useSearch";
import type { Overview } from "./testData";
import { answersOf, costAt, withoutMistakes } from "./thresholds";
import style from "./test.module.css";

/** The score from which on a label of a multi-label function is given. */
const HOLDS = 0.5;

export interface ThresholdPanelProps {
  readonly test: Overview;
  readonly threshold: number;
  readonly onChange: (threshold: number) => void;
  /** What stands above the slider. */
  readonly head?: ReactNode;
  /** What the Publish room is given of what was chosen; null where nothing was. */
  readonly taken: SearchChange | null;
}

/** Returns the threshold that the slider begins with: the function's own, or what the test advises. */
export function firstThreshold(test: Overview): number {
  return test.sure?.threshold ?? test.advised_threshold ?? 0.5;
}

export function ThresholdPanel(props: ThresholdPanelProps) {
  const { test, threshold, onChange, head, taken } = props;
  const locale = useLocale();
  const { t } = locale;
  const { name } = useProject();
  // While the slider moves, the address stays: it is written once the person lets go.
  const [moved, setMoved] = useState<number | null>(null);
  const shown = moved ?? threshold;
  const { right, wrong, open } = costAt(test, shown);
  const all = answersOf(test);
  const own = test.sure?.threshold ?? null;
  const advised = test.advised_threshold;
  const safest = withoutMistakes(test);
  const parts = [
    { name: "right", count: right, text: t("test.answeredRight", { n: right }) },
    { name: "wrong", count: wrong, text: t("test.answeredWrong", { n: wrong }) },
    { name: "open", count: open, text: t("test.leftOpen", { n: open }) },
  ] as const;
  const choose = (value: number) => () => {
    setMoved(null);
    onChange(value);
  };
  return (
    <Panel title={t("test.thresholdTitle")}>
      <p className={style.lead}>
        {t(test.multi_label ? "test.thresholdLeadLabels" : "test.thresholdLead")}
      </p>
      {head !== undefined && <div className={style.labelChoice}>{head}</div>}
      <Slider
        label={t("test.threshold")}
        value={shown}
        least={test.multi_label ? HOLDS : 0}
        most={1}
        step={0.01}
        format={{ style: "percent" }}
        onChange={setMoved}
        onEnd={(value) => {
          setMoved(null);
          onChange(value);
        }}
      />
      {all > 0 && (
        <div className={style.cost} aria-hidden="true">
          {parts.map(
            (each) =>
              each.count > 0 && (
                <span
                  key={each.name}
                  className={style[each.name]}
                  style={{ inlineSize: `${(each.count / all) * 100}%` }}
                />
              ),
          )}
        </div>
      )}
      <ul className={style.costWords} aria-live="polite">
        {parts.map((each) => (
          <li key={each.name}>
            <span className={`${style.dot} ${style[each.name]}`} aria-hidden="true" />
            {each.text}
          </li>
        ))}
      </ul>
      <div className={style.row}>
        {own !== null && (
          <Button small onPress={choose(own)}>
            {t("test.ownThreshold", { threshold: locale.percent(own) })}
          </Button>
        )}
        {advised !== null && advised !== own && (
          <Button small onPress={choose(advised)}>
            {t("test.advisedThreshold", {
              threshold: locale.percent(advised),
              target: locale.percent(test.precision_target),
            })}
          </Button>
        )}
        {safest !== null && safest !== own && safest !== advised && (
          <Button small onPress={choose(safest)}>
            {t("test.safestThreshold", { threshold: locale.percent(safest) })}
          </Button>
        )}
        {wrong > 0 && !test.multi_label && (
          <ButtonLink
            small
            tone="quiet"
            href={roomPath(name, "test", {
              view: "mistakes",
              run: test.run,
              least: shown,
            })}
          >
            {t("test.seeThese", { n: wrong })}
          </ButtonLink>
        )}
        {taken !== null && (
          <ButtonLink
            small
            icon="publish"
            href={roomPath(name, "publish", { view: "release", run: test.run, ...taken })}
          >
            {t("test.takeThreshold")}
          </ButtonLink>
        )}
      </div>
      <p className={style.faint}>{t("test.thresholdNote")}</p>
    </Panel>
  );
}
