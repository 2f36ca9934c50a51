/** Says when the server's news do not come; nothing is shown while they do. */
import { Icon } from "../components/Icon";
import { useConnection } from "../state/liveEvents";
import { useLocale } from "../state/localeContext";
import { useUnconfirmed } from "../state/unsent";
import style from "./frame.module.css";

export function ConnectionNote() {
  const { t } = useLocale();
  const away = useConnection() === "away";
  const unsent = useUnconfirmed();
  return (
    <div role="status">
      {away && (
        <p className={style.away}>
          <Icon name="alert" />
          {t("shell.reconnecting")}
          {unsent > 0 && ` ${t("shell.toSend", { n: unsent })}`}
        </p>
      )}
    </div>
  );
}
