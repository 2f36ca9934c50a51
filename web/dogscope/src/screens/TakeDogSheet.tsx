/** Asks before a friend's dog is added: whether it is one that is here, and what to call it. */
import { useEffect, useState } from "react";
import { DogNameField } from "../components/DogNameField";
import { DownloadProgress } from "../components/DownloadProgress";
import { Paw } from "../components/Icon";
import { PhotoThumbnail } from "../components/PhotoThumbnail";
import { Sheet } from "../components/Sheet";
import type { Models } from "../detection/dogModels";
import { base64Of } from "../images/base64";
import type { DogGift } from "../sharing/dogGift";
import { useApp, useModels, useUserData } from "../state/appContext";
import { checkGift, mergeDogs, takeGift } from "../state/dogGifts";
import { errorText } from "../state/errorMessages";
import { useOfferUndo } from "../state/useOfferUndo";
import { cleanName } from "../storage/dogNames";
import type { MyDog } from "../storage/userRecords";
import { SameDog } from "./SameDog";
import { useSameDog } from "./useSameDog";

export default function TakeDogSheet({ gift, onClose }: { gift: DogGift; onClose: () => void }) {
  const { userData, toaster, models, locale } = useApp();
  const { t } = locale;
  const { dogs } = useUserData();
  const state = useModels();
  const offerUndo = useOfferUndo();
  const [text, setText] = useState(gift.name);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const url = gift.photo && `data:image/jpeg;base64,${base64Of(gift.photo)}`;
  useEffect(() => void models.open(), [models]);
  const here = dogs.find(({ id }) => id === gift.id) ?? null;
  const merged = dogs.find(({ given }) => given.some(({ id }) => id === gift.id)) ?? null;
  const same = useSameDog(here || merged ? null : gift);
  const [other, setOther] = useState<MyDog | null>(null);
  const isOwn = here !== null && here.looks === null;
  const name = cleanName(text);
  const isTaken = dogs.some(
    (dog) => dog.id !== gift.id && dog.name.toLowerCase() === name.toLowerCase(),
  );
  const taking = async (take: (ready: Models) => Promise<void>): Promise<void> => {
    if (state.phase !== "ready") return;
    setBusy(true);
    try {
      await take(state.models);
      onClose();
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  const add = async (ready: Models): Promise<void> => {
    const dog = await takeGift(userData, ready, gift, name, other);
    await models.teacher.finished();
    const failure = models.teacher.failure(dog);
    if (failure !== null) throw failure;
    toaster.show(t("teach.done", { name: dog.name }), "good");
  };
  const merge = async (dog: MyDog, ready: Models): Promise<void> => {
    checkGift(gift, ready);
    const undo = await mergeDogs(userData, dog, gift);
    offerUndo(t("same.done", { name: dog.name }), undo, "good");
  };
  const isComparing = state.phase === "ready" && same === undefined && dogs.length > 0;
  const known = merged ?? (other ? null : same);
  return (
    <Sheet title={t("take.title", { name: gift.name })} onClose={onClose}>
      <div className="gift-photo">
        {url ? <img src={url} alt="" /> : <Paw size={72} />}
        {known && <PhotoThumbnail id={known.pictures[0] ?? null} placeholder={<Paw size={72} />} />}
      </div>
      {isOwn ? (
        <p>{t("take.own", { name: here.name })}</p>
      ) : known ? (
        <SameDog
          dog={known}
          isKnown={merged !== null}
          isBusy={isBusy || state.phase !== "ready"}
          problem={problem}
          onSame={() => void taking((ready) => merge(known, ready))}
          onOther={merged ? onClose : () => setOther(known)}
        />
      ) : (
        <form
          className="teach"
          onSubmit={(event) => {
            event.preventDefault();
            if (name !== "" && !isTaken && !isBusy) void taking(add);
          }}
        >
          <p>{t(here ? "take.again" : "take.how", { name: gift.name })}</p>
          <DogNameField text={text} isTaken={isTaken} onText={setText} />
          <DownloadProgress />
          {isComparing && <p role="status">{t("same.comparing")}</p>}
          {problem !== null && (
            <p className="alert" role="alert">
              {errorText(problem, locale)}
            </p>
          )}
          <div className="actions">
            <button
              type="submit"
              className="primary"
              disabled={
                name === "" || isTaken || isBusy || state.phase !== "ready" || same === undefined
              }
            >
              {t(here ? "take.update" : "take.add", { name })}
            </button>
            <button type="button" className="secondary" onClick={onClose}>
              {t("cancel")}
            </button>
          </div>
        </form>
      )}
    </Sheet>
  );
}
