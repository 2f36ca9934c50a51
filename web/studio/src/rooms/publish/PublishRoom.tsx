import { Page } from "../../components/Page";
import { useLocale } from "../../state/localeContext";

export default function PublishRoom() {
  const { t } = useLocale();
  return <Page title={t("shell.publish")}>{null}</Page>;
}
