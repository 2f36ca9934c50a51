/** The user: level, badges, and dogs of their own. */
import { useMemo, useState } from "react";
import { BREEDS } from "../breeds/breedCatalogue";
import type { MyDog } from "../storage/records";
import { badgesOf } from "../game/badges";
import { collectionOf } from "../game/collection";
import { levelOf, pointsOf } from "../game/levels";
import { useApp, useKept, useWords } from "../state/appContext";
import { forgetDog } from "../state/catchActions";
import { Icon, Paw, type IconName } from "../components/Icon";
import { Sheet } from "../components/Sheet";
import { troubleText } from "../state/errorMessages";
import { usePicture } from "../state/usePhotoUrl";
import type { Key } from "../locales/locale";
import { Confirm } from "../components/ConfirmDeletion";
import { TeachDog } from "./TeachDogSheet";

export function Me() {
  const words = useWords();
  const { t } = words;
  const { catches, examples, dogs } = useKept();
  const level = useMemo(() => levelOf(pointsOf(catches)), [catches]);
  const badges = useMemo(() => badgesOf(catches, examples, dogs), [catches, examples, dogs]);
  const found = useMemo(() => collectionOf(catches).size, [catches]);
  const [teaching, setTeaching] = useState(false);
  const [open, setOpen] = useState<MyDog | null>(null);
  const earned = badges.filter(({ have, need }) => have >= need).length;
  return (
    <section className="page" aria-labelledby="me-title">
      <h1 id="me-title">{t("me.title")}</h1>
      <section className="level" aria-labelledby="level-title">
        <h2 id="level-title">{t("me.level", { level: level.level })}</h2>
        <progress
          max={level.to - level.from}
          value={level.points - level.from}
          aria-label={t("me.points", { points: level.points, next: level.to })}
        />
        <p>{t("me.points", { points: level.points, next: level.to })}</p>
        <dl className="dates">
          <div>
            <dt>{t("me.catches")}</dt>
            <dd>{words.number(catches.length)}</dd>
          </div>
          <div>
            <dt>{t("me.breeds")}</dt>
            <dd>
              {words.number(found)} / {words.number(BREEDS.length)}
            </dd>
          </div>
          <div>
            <dt>{t("me.badges")}</dt>
            <dd>
              {words.number(earned)} / {words.number(badges.length)}
            </dd>
          </div>
        </dl>
      </section>
      <section aria-labelledby="dogs-title">
        <h2 id="dogs-title">{t("mine.title")}</h2>
        <p className="fine">{t("mine.how")}</p>
        <ul className="mine">
          {dogs.map((dog) => (
            <li key={dog.id}>
              <DogCard dog={dog} onOpen={() => setOpen(dog)} />
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
              <strong>{t(`badge.${key}` as Key)}</strong>
              <small>{t(`badge.${key}.how` as Key)}</small>
              <small className="so-far">
                {have >= need ? t("badge.earned") : t("badge.progress", { have, need })}
              </small>
            </li>
          ))}
        </ul>
      </section>
      {teaching && <TeachDog onClose={() => setTeaching(false)} />}
      {open && <DogSheet dog={open} onClose={() => setOpen(null)} />}
    </section>
  );
}

function DogCard({ dog, onOpen }: { dog: MyDog; onOpen: () => void }) {
  const url = usePicture(dog.pictures[0] ?? null, "thumb");
  return (
    <button type="button" className="dog-card" onClick={onOpen}>
      {url ? <img src={url} alt="" /> : <Paw size={48} />}
      <span>{dog.name}</span>
    </button>
  );
}

function DogSheet({ dog, onClose }: { dog: MyDog; onClose: () => void }) {
  const { keeper, toaster } = useApp();
  const words = useWords();
  const { t } = words;
  const { catches } = useKept();
  const url = usePicture(dog.pictures[0] ?? null, "photo");
  const [isForgetting, setForgetting] = useState(false);
  const met = catches.filter(({ mine }) => mine === dog.id).length;
  return (
    <Sheet title={dog.name} onClose={onClose}>
      <figure className="catch-photo">
        {url && <img src={url} alt={t("mine.photo", { name: dog.name })} />}
        <figcaption>
          {t("mine.pictures", { n: dog.pictures.length })} · {t("mine.met", { n: met })}
        </figcaption>
      </figure>
      <div className="actions">
        <button type="button" className="secondary" onClick={() => setForgetting(true)}>
          <Icon name="trash" />
          {t("mine.forget", { name: dog.name })}
        </button>
      </div>
      {isForgetting && (
        <Confirm
          question={t("mine.forget.sure", { name: dog.name })}
          yes={t("mine.forget", { name: dog.name })}
          onYes={() =>
            void forgetDog(keeper, dog).then(onClose, (error: unknown) =>
              toaster.say(troubleText(error, words), "bad"),
            )
          }
          onNo={() => setForgetting(false)}
        />
      )}
    </Sheet>
  );
}
