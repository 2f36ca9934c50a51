/** The places of the kennel for what is no pure breed: mixed breeds, and other animals. */
import { Icon } from "../components/Icon";
import { PhotoThumbnail } from "../components/PhotoThumbnail";
import { ANIMALS } from "../storage/animals";
import { useLocale, useUserData } from "../state/appContext";
import { href } from "../state/router";

export function KennelSpecials() {
  const { t } = useLocale();
  const { catches, finds } = useUserData();
  const mixes = catches.filter(({ mix }) => mix);
  const animals = new Set(finds.map(({ animal }) => animal));
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
      <li>
        <a href={href("finds")} className={animals.size > 0 ? "found" : ""}>
          <span className="cell-picture">
            <PhotoThumbnail id={finds[0]?.id ?? null} placeholder={<Icon name="eye" size={30} />} />
          </span>
          <span>
            <strong>{t("find.title")}</strong>
            <small>{t("reward.place", { found: animals.size, all: ANIMALS.length })}</small>
          </span>
        </a>
      </li>
    </ul>
  );
}
