import { Page } from "../../components/Page";
import { useLocale } from "../../state/localeContext";

export default function LabelRoom() {
  const { t } = useLocale();
  return <Page title={t("shell.label")}>{null}</Page>;
}
