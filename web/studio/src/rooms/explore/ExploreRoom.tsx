import { Page } from "../../components/Page";
import { useLocale } from "../../state/localeContext";

export default function ExploreRoom() {
  const { t } = useLocale();
  return <Page title={t("shell.explore")}>{null}</Page>;
}
