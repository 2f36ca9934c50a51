/** A dog that the app knows by name: how often it was met; it can be given away, and forgotten. */
import { lazy, Suspense, useMemo, useState } from "react";
import { ConfirmDeletion } from "../components/ConfirmDeletion";
import { Icon, Paw } from "../components/Icon";
import { PhotoThumbnail } from "../components/PhotoThumbnail";
import { Sheet } from "../components/Sheet";
import { useApp, useLocale, useUserData } from "../state/appContext";
import { deleteMyDog } from "../state/catchActions";
import { usePhotoUrl } from "../state/usePhotoUrl";
import { useOfferUndo } from "../state/useOfferUndo";
import { useShowError } from "../state/useShowError";
import type { GivenDog, MyDog } from "../storage/userRecords";
import { SameDog } from "./SameDog";
import { useSameDog } from "./useSameDog";

const GiveDogSheet = lazy(() => import("./GiveDogSheet"));

interface MyDogSheetProps {
  /** The dog as it was when the sheet was opened. */
  readonly opened: MyDog;
  readonly onClose: () => void;
}

export default function MyDogSheet({ opened, onClose }: MyDogSheetProps) {
  const { userData } = useApp();
  const locale = useLocale();
  const { t } = locale;
  const showError = useShowError();
  const offerUndo = useOfferUndo();
  const { catches, dogs } = useUserData();
  const dog = dogs.find((each) => each.id === opened.id) ?? opened;
  const url = usePhotoUrl(dog.pictures[0] ?? null, "photo");
  const [isForgetting, setForgetting] = useState(false);
  const { name } = dog;
  const met = catches.filter(({ mine }) => mine === dog.id); // the newest first
  const isFriend = dog.looks !== null;
  const [isGiving, setGiving] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const { id, looks, given, others } = dog;
  const friends = useMemo(
    () => (looks ? { id, name, looks, others } : null),
    [id, name, looks, others],
  );
  const same = useSameDog(friends);
  const merge = async (into: MyDog): Promise<void> => {
    setBusy(true);
    try {
      const { mergeDogs } = await import("../state/dogGifts");
      const undo = await mergeDogs(userData, into, friends!);
      offerUndo(t("same.done", { name: into.name }), undo, "good");
      onClose();
    } finally {
      setBusy(false);
    }
  };
  const split = async (each: GivenDog): Promise<void> => {
    setBusy(true);
    try {
      const { takeApart } = await import("../state/dogGifts");
      const { dog: apart, undo } = await takeApart(userData, dog, each);
      offerUndo(t("given.done", { name: apart.name }), undo, "good");
    } finally {
      setBusy(false);
    }
  };
  const deny = async (other: MyDog): Promise<void> => {
    const { tellApart } = await import("../state/dogGifts");
    await tellApart(userData, dog, other);
  };
  return (
    <Sheet title={name} onClose={onClose}>
      <figure className="catch-photo">
        {url && <img src={url} alt={t("mine.photo", { name })} />}
        <figcaption>
          {isFriend ? t("mine.friend") : t("mine.pictures", { n: dog.pictures.length })}
        </figcaption>
      </figure>
      <p>
        {met.length === 0
          ? t("mine.never", { name })
          : t("mine.times", { name, n: met.length, day: locale.day(met[0]!) })}
      </p>
      {same && (
        <SameDog
          dog={same}
          isKnown={false}
          isBusy={isBusy}
          problem={null}
          onSame={() => void merge(same).catch(showError)}
          onOther={() => void deny(same).catch(showError)}
        />
      )}
      {given.length > 0 && (
        <section aria-labelledby="given-title">
          <h3 id="given-title">{t("given.title")}</h3>
          <ul className="given">
            {given.map((each) => (
              <li key={each.id}>
                <PhotoThumbnail id={each.pictures[0] ?? null} placeholder={<Paw size={24} />} />
                <span>{each.name ?? name}</span>
                <button
                  type="button"
                  className="secondary"
                  disabled={isBusy}
                  aria-label={`${t("given.split")}: ${each.name ?? name}`}
                  onClick={() => void split(each).catch(showError)}
                >
                  {t("given.split")}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <div className="actions">
        <button type="button" className="primary" onClick={() => setGiving(true)}>
          <Icon name="share" />
          {t("give.open", { name })}
        </button>
        <button type="button" className="secondary" onClick={() => setForgetting(true)}>
          <Icon name="trash" />
          {t("mine.forget", { name })}
        </button>
      </div>
      {isGiving && (
        <Suspense fallback={null}>
          <GiveDogSheet dog={dog} onClose={() => setGiving(false)} />
        </Suspense>
      )}
      {isForgetting && (
        <ConfirmDeletion
          question={t(isFriend ? "mine.forget.friend" : "mine.forget.sure", { name })}
          confirm={t("mine.forget", { name })}
          onConfirm={() => void deleteMyDog(userData, dog).then(onClose, showError)}
          onCancel={() => setForgetting(false)}
        />
      )}
    </Sheet>
  );
}
