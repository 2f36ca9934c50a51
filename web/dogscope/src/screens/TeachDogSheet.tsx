/** Teaches a dog of the user's own, from five photos of it or more. */
import { useEffect, useState } from "react";
import { DogNameField } from "../components/DogNameField";
import { DownloadProgress } from "../components/DownloadProgress";
import { FileButton } from "../components/FileButton";
import { Icon } from "../components/Icon";
import { ImageCanvas } from "../components/ImageCanvas";
import { Sheet } from "../components/Sheet";
import { squareWithin } from "../images/geometry";
import type { Locale } from "../locales/locale";
import { useApp, useLocale, useModels, useUserData } from "../state/appContext";
import { usePhotoReceiver } from "../state/droppedPhotos";
import { addMyDog, deleteMyDog } from "../state/catchActions";
import { errorText } from "../state/errorMessages";
import { useIsMounted } from "../state/useIsMounted";
import { useShowError } from "../state/useShowError";
import { cleanName } from "../storage/dogNames";
import { MOST_EXAMPLES, useDogExamples } from "./useDogExamples";

const NEEDED = 5;

export default function TeachDogSheet({ onClose }: { onClose: () => void }) {
  const { userData, toaster, models } = useApp();
  const locale = useLocale();
  const { t } = locale;
  const { dogs } = useUserData();
  const state = useModels();
  const [text, setText] = useState("");
  const isMounted = useIsMounted();
  const showError = useShowError();
  const { examples, isLooking, problems, add, remove, setProblems } = useDogExamples(isMounted);
  const [isSaving, setSaving] = useState(false);
  const isBusy = isLooking || isSaving;
  useEffect(() => void models.open(), [models]);
  const addFiles = (files: readonly File[]): void => {
    if (state.phase === "ready" && !isBusy) void add(files, state.models);
  };
  usePhotoReceiver(addFiles);

  const name = cleanName(text);
  const isTaken = dogs.some((dog) => dog.name.toLowerCase() === name.toLowerCase());
  const isReady = name !== "" && !isTaken && examples.length >= NEEDED && !isBusy;
  const teach = async (): Promise<void> => {
    const dog = await addMyDog(userData, text, examples);
    await models.teacher.finished();
    const failure = models.teacher.failure(dog);
    if (failure === null) return toaster.show(t("teach.done", { name: dog.name }), "good");
    // The dog would never be recognised; its photos are still here, to be changed.
    await deleteMyDog(userData, dog);
    throw failure;
  };
  const save = async (): Promise<void> => {
    setSaving(true);
    try {
      await teach();
      if (isMounted()) onClose();
    } catch (error) {
      if (isMounted()) setProblems([errorText(error, locale)]);
      else showError(error);
      setSaving(false);
    }
  };
  return (
    <Sheet title={t("teach.title")} onClose={onClose}>
      <form
        className="teach"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) void save();
        }}
      >
        <DogNameField text={text} isTaken={isTaken} onText={setText} />
        <p>{t("teach.how")}</p>
        <ul className="dog-examples">
          {examples.map(({ id, image, box }, at) => (
            <li key={id}>
              <ImageCanvas
                image={image}
                part={squareWithin(box, image)}
                label={t("teach.picture", { number: at + 1 })}
              />
              <button
                type="button"
                className="round remove"
                disabled={isBusy}
                aria-label={t("teach.remove", { number: at + 1 })}
                onClick={() => remove(id)}
              >
                <Icon name="close" size={18} />
              </button>
            </li>
          ))}
          {Array.from({ length: Math.max(0, NEEDED - examples.length) }, (_, at) => (
            <li key={`empty-${at}`} className="slot" aria-hidden="true" />
          ))}
        </ul>
        <p role="status">
          {isSaving
            ? t("teach.saving")
            : isLooking
              ? t("teach.looking")
              : countText(examples.length, locale)}
        </p>
        <DownloadProgress />
        {problems.map((problem) => (
          <p key={problem} className="alert" role="alert">
            {problem}
          </p>
        ))}
        <div className="actions">
          <FileButton
            accept="image/*"
            multiple
            onFiles={addFiles}
            className="secondary"
            disabled={isBusy || state.phase !== "ready" || examples.length >= MOST_EXAMPLES}
          >
            <Icon name="photo" />
            {t("teach.add")}
          </FileButton>
          <button type="submit" className="primary" disabled={!isReady}>
            {t("teach.save")}
          </button>
        </div>
      </form>
    </Sheet>
  );
}

function countText(n: number, { t }: Locale): string {
  if (n < NEEDED) return t("teach.count", { n, need: NEEDED });
  return t(n < MOST_EXAMPLES ? "teach.enough" : "teach.most", { n });
}
