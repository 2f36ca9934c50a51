/** Shows a screen that adds examples to whoever may add some; to others, that they may not. */
import type { ReactNode } from "react";
import { ButtonLink } from "../../components/Button";
import { Page } from "../../components/Page";
import { EmptyState } from "../../components/States";
import { roomPath } from "../../state/addresses";
import { useLocale } from "../../state/localeContext";
import { useMay } from "../../state/mayDo";
import { useProject } from "../../state/project";

export function ForAdders({ children }: { readonly children: ReactNode }) {
  const { t } = useLocale();
  const { name } = useProject();
  if (useMay()("importSource")) return children;
  return (
    <Page title={t("start.addTitle")}>
      <EmptyState
        icon="eye"
        title={t("start.viewersAddNone")}
        actions={
          <ButtonLink tone="main" icon="explore" href={roomPath(name, "explore")}>
            {t("start.seeAll")}
          </ButtonLink>
        }
      >
        {t("shell.askOwner")}
      </EmptyState>
    </Page>
  );
}
