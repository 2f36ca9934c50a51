import { Page } from "../../components/Page";
import { useLocale } from "../../state/localeContext";

export default function FeaturesRoom() {
  const { t } = useLocale();
  return <Page title={t("shell.features")}>{null}</Page>;
}
