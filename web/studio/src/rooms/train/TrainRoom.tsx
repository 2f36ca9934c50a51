import { Page } from "../../components/Page";
import { useLocale } from "../../state/localeContext";

export default function TrainRoom() {
  const { t } = useLocale();
  return <Page title={t("shell.train")}>{null}</Page>;
}
