/** The screen of an address that is none. */
import { ButtonLink } from "../components/Button";
import { EmptyState } from "../components/States";
import { useLocale } from "../state/localeContext";

export function NotFound() {
  const { t } = useLocale();
  return (
    <main>
      <EmptyState
        title={t("shell.noPage")}
        icon="search"
        actions={<ButtonLink href="/">{t("shell.allProjects")}</ButtonLink>}
      >
        {t("shell.noPageText")}
      </EmptyState>
    </main>
  );
}
