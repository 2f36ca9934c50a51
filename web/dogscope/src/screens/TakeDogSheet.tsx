/** Asks before a friend's dog is added, and what to call it. */
import { useEffect, useState } from "react";
import { DogNameField } from "../components/DogNameField";
import { DownloadProgress } from "../components/DownloadProgress";
import { Paw } from "../components/Icon";
import { Sheet } from "../components/Sheet";
import { base64Of } from "../images/base64";
import type { DogGift } from "../sharing/dogGift";
import { useApp, useModels, useUserData } from "../state/appContext";
import { takeGift } from "../state/dogGifts";
import { errorText } from "../state/errorMessages";
import { cleanName } from "../storage/dogNames";

export default function TakeDogSheet({ gift, onClose }: { gift: DogGift; onClose: () => void }) {
  const { userData, toaster, models, locale } = useApp();
  const { t } = locale;
  const { dogs } = useUserData();
  const state = useModels();
  const [text, setText] = useState(gift.name);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const url = gift.photo && `data:image/jpeg;base64,${base64Of(gift.photo)}`;
  useEffect(() => void models.open(), [models]);
  const here = dogs.find(({ id }) => id === gift.id) ?? null;
  const isOwn = here !== null && here.looks === null;
  const name = cleanName(text);
  const isTaken = dogs.some(
    (dog) => dog.id !== gift.id && dog.name.toLowerCase() === name.toLowerCase(),
  );
  const take = async (): Promise<void> => {
    if (state.phase !== "ready") return;
    setBusy(true);
    try {
      const dog = await takeGift(userData, state.models, gift, name);
      await models.teacher.finished();
      const failure = models.teacher.failure(dog);
      if (failure !== null) throw failure;
      toaster.show(t("teach.done", { name: dog.name }), "good");
      onClose();
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  return (
    <Sheet title={t("take.title", { name: gift.name })} onClose={onClose}>
      <div className="gift-photo">{url ? <img src={url} alt="" /> : <Paw size={72} />}</div>
      {isOwn ? (
        <p>{t("take.own", { name: here.name })}</p>
      ) : (
        <form
          className="teach"
          onSubmit={(event) => {
            event.preventDefault();
            if (name !== "" && !isTaken && !isBusy) void take();
          }}
        >
          <p>{t(here ? "take.again" : "take.how", { name: gift.name })}</p>
          <DogNameField text={text} isTaken={isTaken} onText={setText} />
          <DownloadProgress />
          {problem !== null && (
            <p className="alert" role="alert">
              {errorText(problem, locale)}
            </p>
          )}
          <div className="actions">
            <button
              type="submit"
              className="primary"
              disabled={name === "" || isTaken || isBusy || state.phase !== "ready"}
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
