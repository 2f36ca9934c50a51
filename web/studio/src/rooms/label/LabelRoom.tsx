/** The Label room: one example, a grid or a group at a time, by keyboard alone. */
import { Page } from "../../components/Page";
import { ButtonLink, IconButton } from "../../components/Button";
import { EmptyState } from "../../components/States";
import { Select } from "../../components/Field";
import { useKeys } from "../../state/keys";
import { useLocale } from "../../state/localeContext";
import { useTouch } from "../../state/mediaQueries";
import { useMay } from "../../state/mayDo";
import { useProject } from "../../state/project";
import { roomPath } from "../../state/addresses";
import { useSearch } from "../../state/useSearch";
import { useState } from "react";
import { ForecastNote } from "./ForecastNote";
import { KeysDialog } from "./KeysDialog";
import { PeopleHere } from "./PeopleHere";
import { QueueView } from "./QueueView";
import { SettleView } from "./SettleView";

const VIEWS = ["one", "grid", "groups", "settle"] as const;
export type LabelView = (typeof VIEWS)[number];

export default function LabelRoom() {
  const { t } = useLocale();
  const project = useProject();
  const [search, change] = useSearch();
  const [choosing, setChoosing] = useState(false);
  const touch = useTouch();
  const view = VIEWS.find((each) => each === search.get("view")) ?? "one";
  const may = useMay();
  const labels = may("setLabels");
  const show = (next: LabelView) => change({ view: next === "one" ? null : next });
  useKeys(t("label.views"), [
    {
      keys: ["v"],
      text: t("label.nextView"),
      run: () => show(VIEWS[(VIEWS.indexOf(view) + 1) % VIEWS.length]!),
    },
  ]);
  if (project.examples === 0)
    return (
      <Page title={t("shell.label")}>
        <EmptyState
          icon="label"
          title={t("label.noExamples")}
          actions={
            may("importSource") && (
              <ButtonLink tone="main" href={roomPath(project.name, "add")}>
                {t("shell.do_add")}
              </ButtonLink>
            )
          }
        >
          {t("label.noExamplesText")}
        </EmptyState>
      </Page>
    );
  return (
    <Page
      full
      title={t("shell.label")}
      lead={<ForecastNote />}
      tools={
        <>
          <PeopleHere />
          <Select
            quiet
            label={t("label.views")}
            value={view}
            choices={VIEWS.map((each) => ({
              value: each,
              text:
                each === "settle"
                  ? t("label.view_settle", { n: project.counts.contradictions })
                  : t(`label.view_${each}`),
            }))}
            onChange={show}
          />
          {labels && !touch && (
            <IconButton
              icon="keyboard"
              label={t("label.chooseKeys")}
              onPress={() => setChoosing(true)}
            />
          )}
        </>
      }
    >
      {view === "settle" ? (
        <SettleView />
      ) : !labels ? (
        <EmptyState
          icon="eye"
          title={t("label.viewersLabelNone")}
          actions={
            <ButtonLink tone="main" icon="explore" href={roomPath(project.name, "explore")}>
              {t("label.seeLabelled")}
            </ButtonLink>
          }
        >
          {t("shell.askOwner")}
        </EmptyState>
      ) : (
        <QueueView key={view === "groups" ? "groups" : "queue"} view={view} />
      )}
      {choosing && <KeysDialog onClose={() => setChoosing(false)} />}
    </Page>
  );
}
