/** The user's profile: level, badges, and their own dogs. */
import { useMemo, useState } from "react";
import { BREEDS } from "../breeds/breedCatalogue";
import { Icon, Paw, type IconName } from "../components/Icon";
import { PhotoThumbnail } from "../components/PhotoThumbnail";
import { StatList } from "../components/StatList";
import { badgesOf } from "../game/badges";
import { collectionOf } from "../game/collection";
import { levelOf, totalPoints } from "../game/levels";
import type { MessageKey } from "../locales/locale";
import { useLocale, useUserData } from "../state/appContext";
import type { MyDog } from "../storage/userRecords";
import { MyDogSheet } from "./MyDogSheet";
import { TeachDogSheet } from "./TeachDogSheet";
import { TodayCard } from "./TodayCard";

export function ProfileScreen() {
  const locale = useLocale();
  const { t } = locale;
  const userData = useUserData();
  const { catches, dogs } = userData;
  const level = useMemo(() => levelOf(totalPoints(userData)), [userData]);
  const badges = useMemo(() => badgesOf(userData), [userData]);
  const found = useMemo(() => collectionOf(catches).size, [catches]);
  const [isTeaching, setTeaching] = useState(false);
  const [open, setOpen] = useState<MyDog | null>(null);
  const earned = badges.filter(({ have, need }) => have >= need).length;
  const points = t("me.points", {
    have: level.points - level.from,
    need: level.to - level.from,
    next: level.level + 1,
  });
  const outOf = (part: number, whole: number): string =>
    `${locale.number(part)} / ${locale.number(whole)}`;
  return (
    <section className="page" aria-labelledby="me-title">
      <h1 id="me-title">{t("me.title")}</h1>
      <section className="level" aria-labelledby="level-title">
        <h2 id="level-title">{t("me.level", { level: level.level })}</h2>
        <progress
          max={level.to - level.from}
          value={level.points - level.from}
          aria-label={points}
        />
        <p>{points}</p>
        <StatList
          stats={[
            [t("me.catches"), locale.number(catches.length)],
            [t("me.breeds"), outOf(found, BREEDS.length)],
            [t("me.badges"), outOf(earned, badges.length)],
          ]}
        />
      </section>
      <TodayCard />
      <section aria-labelledby="dogs-title">
        <h2 id="dogs-title">{t("mine.title")}</h2>
        <p className="fine">{t("mine.how")}</p>
        <ul className="mine">
          {dogs.map((dog) => (
            <li key={dog.id}>
              <button type="button" className="dog-card" onClick={() => setOpen(dog)}>
                <PhotoThumbnail id={dog.pictures[0] ?? null} placeholder={<Paw size={48} />} />
                <span>{dog.name}</span>
              </button>
            </li>
          ))}
          <li>
            <button type="button" className="dog-card add" onClick={() => setTeaching(true)}>
              <Icon name="plus" size={32} />
              <span>{t("mine.add")}</span>
            </button>
          </li>
        </ul>
      </section>
      <section aria-labelledby="badges-title">
        <h2 id="badges-title">{t("me.badges")}</h2>
        <ul className="badges">
          {badges.map(({ key, icon, have, need }) => (
            <li key={key} className={have >= need ? "earned" : ""}>
              <span className="badge-icon" aria-hidden="true">
                <Icon name={icon as IconName} size={30} />
              </span>
              <strong>{t(`badge.${key}` as MessageKey)}</strong>
              <small>{t(`badge.${key}.how` as MessageKey)}</small>
              <small className="so-far">
                {have >= need ? t("badge.earned") : t("badge.progress", { have, need })}
              </small>
            </li>
          ))}
        </ul>
      </section>
      {isTeaching && <TeachDogSheet onClose={() => setTeaching(false)} />}
      {open && <MyDogSheet dog={open} onClose={() => setOpen(null)} />}
    </section>
  );
}
