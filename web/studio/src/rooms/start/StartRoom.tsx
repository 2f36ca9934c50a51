import { Page } from "../../components/Page";
import { useLocale } from "../../state/localeContext";

export default function StartRoom() {
  const { t } = useLocale();
  return <Page title={t("shell.allProjects")}>{null}</Page>;
}
