/** A dog that the app knows by name: how often it was met; it can be given away, and forgotten. */
import { lazy, Suspense, useMemo, useState } from "react";
import { ConfirmDeletion } from "../components/ConfirmDeletion";
import { Icon } from "../components/Icon";
import { Sheet } from "../components/Sheet";
import { useApp, useLocale, useUserData } from "../state/appContext";
import { deleteMyDog } from "../state/catchActions";
import { usePhotoUrl } from "../state/usePhotoUrl";
import { useShowError } from "../state/useShowError";
import type { MyDog } from "../storage/userRecords";
import { SameDog } from "./SameDog";
import { useSameDog } from "./useSameDog";

const GiveDogSheet = lazy(() => import("./GiveDogSheet"));

export default function MyDogSheet({ dog, onClose }: { dog: MyDog; onClose: () => void }) {
  const { userData, toaster } = useApp();
  const locale = useLocale();
  const { t } = locale;
  const showError = useShowError();
  const { catches } = useUserData();
  const url = usePhotoUrl(dog.pictures[0] ?? null, "photo");
  const [isForgetting, setForgetting] = useState(false);
  const { name } = dog;
  const met = catches.filter(({ mine }) => mine === dog.id);
  const last = met.reduce((latest, { at }) => Math.max(latest, at), 0);
  const isFriend = dog.looks !== null;
  const [isGiving, setGiving] = useState(false);
  const [isOther, setOther] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const { id, looks } = dog;
  const friends = useMemo(() => (looks ? { id, name, looks } : null), [id, name, looks]);
  const same = useSameDog(friends);
  const merge = async (into: MyDog): Promise<void> => {
    setBusy(true);
    try {
      const { mergeDogs } = await import("../state/dogGifts");
      const undo = await mergeDogs(userData, into, friends!);
      toaster.show(t("same.done", { name: into.name }), "good", {
        label: t("undo"),
        run: () => void undo().catch(showError),
      });
      onClose();
    } finally {
      setBusy(false);
    }
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
          : t("mine.times", { name, n: met.length, day: locale.day(last) })}
      </p>
      {same && !isOther && (
        <SameDog
          dog={same}
          isKnown={false}
          isBusy={isBusy}
          problem={null}
          onSame={() => void merge(same).catch(showError)}
          onOther={() => setOther(true)}
        />
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
