import { Page } from "../../components/Page";
import { useLocale } from "../../state/localeContext";

export default function PeopleRoom() {
  const { t } = useLocale();
  return <Page title={t("shell.people")}>{null}</Page>;
}
