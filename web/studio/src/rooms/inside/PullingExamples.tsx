/** The training examples, and their say in a label's output. */
import { useState } from "react";
import { Link } from "wouter";
import { LabelChip } from "../../components/LabelChip";
import { Thumbnail } from "../../components/Thumbnail";
import { roomPath } from "../../state/addresses";
import { useLocale } from "../../state/localeContext";
import { useProject } from "../../state/project";
import { Choices } from "./Choices";
import type { FollowedLabel, View } from "./followed";
import style from "./chapters.module.css";

export interface PullingExamplesProps {
  readonly view: View;
  readonly label: FollowedLabel;
  readonly name: string;
}

type Order = "nearest" | "pulling";

export function PullingExamples({ view, label, name }: PullingExamplesProps) {
  const locale = useLocale();
  const { t } = locale;
  const project = useProject();
  const [order, setOrder] = useState<Order>("pulling");
  const at = view.labels.indexOf(label);
  const number = new Intl.NumberFormat(locale.language, { maximumFractionDigits: 2 });
  const signed = new Intl.NumberFormat(locale.language, {
    maximumFractionDigits: 2,
    signDisplay: "exceptZero",
  });
  return (
    <div className={style.stack}>
      <p>{t("inside.pulls1")}</p>
      <Choices
        label={t("inside.order")}
        value={order}
        choices={[
          { value: "pulling", text: t("inside.strongestSay") },
          { value: "nearest", text: t("inside.mostAlike") },
        ]}
        onChange={setOrder}
      />
      <ul className={style.examples}>
        {view[order].map(({ example, similarity, pulls }) => (
          <li key={example.id}>
            <Link
              href={roomPath(project.name, "inside", { chapter: "function", example: example.id })}
              className={style.exampleLink}
            >
              <span className={style.thumb}>
                <Thumbnail example={example} size={320} />
              </span>
              {example.label !== null && <LabelChip label={example.label} />}
              <span className={style.say} data-adds={pulls[at]! < 0 ? "against" : "for"}>
                {t(pulls[at]! < 0 ? "inside.pullsAway" : "inside.pullsTo", {
                  pull: signed.format(pulls[at]!),
                  label: name,
                })}
              </span>
              <span className={style.faint}>
                {t("inside.alike", { share: locale.percent(Math.max(0, similarity)) })}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      <p className={style.now}>
        {t("inside.pullsNow", {
          base: number.format(label.base),
          pulled: signed.format(label.pulled),
          n: view.training_examples,
          output: label.output === null ? "–" : number.format(label.output),
        })}
        {label.features !== null &&
          label.features !== 0 &&
          ` ${t("inside.featuresAdd", { adds: signed.format(label.features) })}`}
        {view.in_training && ` ${t("inside.inTraining")}`}
        {view.missing > 0 && ` ${t("inside.missing", { n: view.missing })}`}
      </p>
    </div>
  );
}
