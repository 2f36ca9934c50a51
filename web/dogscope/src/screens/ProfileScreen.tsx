/** The user's profile: level, badges, and their own dogs. */
import { lazy, Suspense, useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { BREEDS } from "../breeds/breedCatalogue";
import { FileButton } from "../components/FileButton";
import { Icon, Paw, type IconName } from "../components/Icon";
import { PhotoThumbnail } from "../components/PhotoThumbnail";
import { StatList } from "../components/StatList";
import { badgesOf } from "../game/badges";
import { collectionOf } from "../game/collection";
import { levelOf, totalPoints } from "../game/levels";
import type { MessageKey } from "../locales/locale";
import { useLocale, useUserData } from "../state/appContext";
import type { MyDog } from "../storage/userRecords";
import { arrivedGift } from "../state/arrivedGift";
import { useShowError } from "../state/useShowError";
import type { DogGift } from "../sharing/dogGift";
import { GIFT_ENDING, GiftError, MOST_GIFT } from "../sharing/giftFile";
import { useStore } from "../store/stateStore";
import { TodayCard } from "./TodayCard";

const MyDogSheet = lazy(() => import("./MyDogSheet"));
const TeachDogSheet = lazy(() => import("./TeachDogSheet"));
const TakeDogSheet = lazy(() => import("./TakeDogSheet"));

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
  const { gift, close, openFile } = useGift();
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
                {dog.looks && <small>{t("mine.friend")}</small>}
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
        <p>
          <FileButton
            accept={`${GIFT_ENDING},application/octet-stream`}
            className="secondary"
            onFiles={([file]) => openFile(file!)}
          >
            <Icon name="upload" />
            {t("take.file")}
          </FileButton>
        </p>
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
      <Suspense fallback={null}>
        {gift && <TakeDogSheet key={gift.arrival} gift={gift.dog} onClose={() => close(gift)} />}
        {isTeaching && <TeachDogSheet onClose={() => setTeaching(false)} />}
        {open && <MyDogSheet opened={open} onClose={() => setOpen(null)} />}
      </Suspense>
    </section>
  );
}

/** The dog that a friend gives, by a link or by a file; the next one takes its place. */
function useGift() {
  const [gift, setGift] = useState<{ dog: DogGift; arrival: number } | null>(null);
  const close = (taken: typeof gift): void => setGift((now) => (now === taken ? null : now));
  const arrivals = useRef(0);
  const arrived = useStore(arrivedGift);
  const showError = useShowError();
  const openFile = (source: string | File): void => {
    const arrival = ++arrivals.current;
    readGiftOf(source)
      .then((dog) => setGift({ dog, arrival }))
      .catch(showError);
  };
  const open = useEffectEvent(openFile);
  useEffect(() => {
    if (arrived === null) return;
    arrivedGift.set(null);
    open(arrived);
  }, [arrived]);
  return { gift, close, openFile };
}

/** Reads a dog from the digits of a link, or from a file. */
async function readGiftOf(source: string | File): Promise<DogGift> {
  if (source instanceof File && source.size > MOST_GIFT) throw new GiftError("damaged");
  const { giftOfDigits, readGift } = await import("../sharing/dogGift");
  if (typeof source === "string") return giftOfDigits(source);
  return readGift(new Uint8Array(await source.arrayBuffer()));
}
