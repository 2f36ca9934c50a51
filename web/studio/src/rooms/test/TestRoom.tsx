import { Page } from "../../components/Page";
import { useLocale } from "../../state/localeContext";

export default function TestRoom() {
  const { t } = useLocale();
  return <Page title={t("shell.test")}>{null}</Page>;
}
