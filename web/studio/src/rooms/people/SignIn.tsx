import { Page } from "../../components/Page";
import { useLocale } from "../../state/localeContext";

export default function SignIn() {
  const { t } = useLocale();
  return <Page title={t("shell.signIn")}>{null}</Page>;
}
