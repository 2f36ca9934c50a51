/** The place of the kennel for what is no pure breed. */
import { Icon } from "../components/Icon";
import { PhotoThumbnail } from "../components/PhotoThumbnail";
import { useLocale, useUserData } from "../state/appContext";
import { href } from "../state/router";

export function KennelSpecials() {
  const { t } = useLocale();
  const { catches } = useUserData();
  const mixes = catches.filter(({ mix }) => mix);
  return (
    <ul className="specials">
      <li>
        <a href={href("mixes")} className={mixes.length > 0 ? "found" : ""}>
          <span className="cell-picture">
            <PhotoThumbnail
              id={mixes[0]?.id ?? null}
              placeholder={<Icon name="heart" size={30} />}
            />
          </span>
          <span>
            <strong>{t("mix.title")}</strong>
            <small>{t("mix.count", { n: mixes.length })}</small>
          </span>
        </a>
      </li>
    </ul>
  );
}
