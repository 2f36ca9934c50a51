/** Corrects the label of a tested example where the mistake is seen. */
import { Button } from "../../components/Button";
import { Menu, type MenuAction } from "../../components/Menu";
import { useLocale } from "../../state/localeContext";
import { useMay } from "../../state/mayDo";
import { useAct, useProject } from "../../state/project";
import { NONE_OF_THESE } from "./answerFilter";
import type { Answered } from "./testData";

export interface CorrectMenuProps {
  readonly answered: Answered;
  readonly small?: boolean;
}

export function CorrectMenu({ answered, small }: CorrectMenuProps) {
  const { t } = useLocale();
  const { labels, multi_label } = useProject();
  const act = useAct();
  const may = useMay()("setLabels");
  const { example } = answered;
  if (example === null || !may) return null;
  const names = labels.map((each) => each.name).filter((each) => each !== NONE_OF_THESE);
  const now = example.labels;
  const set = (wanted: readonly string[]) => () =>
    act.mutate({
      // A correction replaces another person's label, too.
      action: "settle",
      body: multi_label
        ? { examples: [example.id], labels: wanted }
        : { examples: [example.id], label: wanted[0] },
      text: t("test.corrected", { name: example.name, label: wanted.join(", ") }),
    });
  const toggled = (label: string) =>
    now.includes(label) ? now.filter((each) => each !== label) : [...now, label];
  // What the function says comes first: it is often the label that was meant.
  const first = names.filter((each) => answered.answer.includes(each));
  const ordered = [...first, ...names.filter((each) => !first.includes(each))];
  const actions: MenuAction[] = ordered.map((each) => ({
    id: `label ${each}`,
    text: each,
    chosen: now.includes(each),
    run: set(multi_label ? toggled(each) : [each]),
  }));
  if (!multi_label)
    actions.push({
      id: "none",
      text: t("test.noneOfThese"),
      chosen: now.includes(NONE_OF_THESE),
      run: set([NONE_OF_THESE]),
      apart: true,
    });
  actions.push({
    id: "unsure",
    text: t("test.cannotTell"),
    chosen: example.unsure,
    run: () => act.mutate({ action: "unsure", body: { examples: [example.id] } }),
    apart: multi_label,
  });
  return (
    <Menu
      label={t("test.correct")}
      actions={actions}
      button={
        <Button icon="label" {...(small && { small })} isPending={act.isPending}>
          {t("test.correct")}
        </Button>
      }
    />
  );
}
