/** A dog of the user's own, which can be forgotten. */
import { useState } from "react";
import { ConfirmDeletion } from "../components/ConfirmDeletion";
import { Icon } from "../components/Icon";
import { Sheet } from "../components/Sheet";
import { useApp, useLocale, useUserData } from "../state/appContext";
import { deleteMyDog } from "../state/catchActions";
import { usePhotoUrl } from "../state/usePhotoUrl";
import { useShowError } from "../state/useShowError";
import type { MyDog } from "../storage/userRecords";

export function MyDogSheet({ dog, onClose }: { dog: MyDog; onClose: () => void }) {
  const { userData } = useApp();
  const { t } = useLocale();
  const showError = useShowError();
  const { catches } = useUserData();
  const url = usePhotoUrl(dog.pictures[0] ?? null, "photo");
  const [isForgetting, setForgetting] = useState(false);
  const { name } = dog;
  const met = catches.filter(({ mine }) => mine === dog.id).length;
  return (
    <Sheet title={name} onClose={onClose}>
      <figure className="catch-photo">
        {url && <img src={url} alt={t("mine.photo", { name })} />}
        <figcaption>
          {t("mine.pictures", { n: dog.pictures.length })} · {t("mine.met", { n: met })}
        </figcaption>
      </figure>
      <div className="actions">
        <button type="button" className="secondary" onClick={() => setForgetting(true)}>
          <Icon name="trash" />
          {t("mine.forget", { name })}
        </button>
      </div>
      {isForgetting && (
        <ConfirmDeletion
          question={t("mine.forget.sure", { name })}
          confirm={t("mine.forget", { name })}
          onConfirm={() => void deleteMyDog(userData, dog).then(onClose, showError)}
          onCancel={() => setForgetting(false)}
        />
      )}
    </Sheet>
  );
}
