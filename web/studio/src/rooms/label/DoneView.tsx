/** What is shown where nothing is left to label: what was set aside, and what comes next. */
import { useMutation } from "@tanstack/react-query";
import { api, call } from "../../api/client";
import { Button, ButtonLink } from "../../components/Button";
import { EmptyState, ErrorNotice } from "../../components/States";
import { roomPath } from "../../state/addresses";
import { useLocale } from "../../state/localeContext";
import { askAgain, useProject } from "../../state/project";
import type { QueuePage } from "./queueState";

export interface DoneViewProps {
  readonly page: QueuePage | null;
  /** Whether groups are shown: there may be examples that are in none. */
  readonly group: boolean;
  readonly onChange: () => void;
}

export function DoneView({ page, group, onChange }: DoneViewProps) {
  const { t } = useLocale();
  const project = useProject().name;
  const back = useMutation({
    mutationFn: (state: "skipped" | "unsure") =>
      call(
        api.POST("/v1/projects/{project}/labels:unskip", {
          params: { path: { project } },
          body: { examples: null, state },
        }),
      ),
    onSuccess: () => {
      askAgain(project);
      onChange();
    },
  });
  if (group && (page?.unlabelled ?? 0) > 0)
    return (
      <EmptyState
        icon="labels"
        title={t("label.noGroup")}
        actions={
          <>
            <ButtonLink href={roomPath(project, "label")}>{t("label.view_one")}</ButtonLink>
            <Button onPress={onChange}>{t("shell.tryAgain")}</Button>
          </>
        }
      >
        {t("label.noGroupText")}
      </EmptyState>
    );
  return (
    <EmptyState
      icon="check"
      title={t("label.allLabelled")}
      actions={
        <>
          {(page?.skipped ?? 0) > 0 && (
            <Button onPress={() => back.mutate("skipped")} isPending={back.isPending}>
              {t("label.lookAtSkipped", { n: page!.skipped })}
            </Button>
          )}
          {(page?.unsure ?? 0) > 0 && (
            <Button onPress={() => back.mutate("unsure")} isPending={back.isPending}>
              {t("label.lookAtUnsure", { n: page!.unsure })}
            </Button>
          )}
          {(page?.contradictions ?? 0) > 0 && (
            <ButtonLink href={roomPath(project, "label", { view: "settle" })}>
              {t("label.view_settle", { n: page!.contradictions })}
            </ButtonLink>
          )}
          <ButtonLink tone="main" href={roomPath(project, "train")}>
            {t("shell.do_train")}
          </ButtonLink>
        </>
      }
    >
      {t("label.allLabelledText")}
      {back.error !== null && <ErrorNotice error={back.error} />}
    </EmptyState>
  );
}
