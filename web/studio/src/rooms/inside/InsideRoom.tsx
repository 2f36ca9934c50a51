import { Page } from "../../components/Page";
import { useLocale } from "../../state/localeContext";

export default function InsideRoom() {
  const { t } = useLocale();
  return <Page title={t("shell.inside")}>{null}</Page>;
}
