/** Says when the server's news do not come; nothing is shown while they do. */
import { Icon } from "../components/Icon";
import { useConnection } from "../state/liveEvents";
import { useLocale } from "../state/localeContext";
import style from "./frame.module.css";

export function ConnectionNote() {
  const { t } = useLocale();
  const away = useConnection() === "away";
  return (
    <div role="status">
      {away && (
        <p className={style.away}>
          <Icon name="alert" />
          {t("shell.reconnecting")}
        </p>
      )}
    </div>
  );
}
