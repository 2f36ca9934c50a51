/** A photo: each dog in it is boxed and named, and can be caught. */
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { DownloadProgress } from "../components/DownloadProgress";
import { ErrorNotice } from "../components/ErrorNotice";
import { Icon } from "../components/Icon";
import { ImageCanvas } from "../components/ImageCanvas";
import type { DetectedDog, DetectedDogs } from "../detection/dogFinder";
import { wholeOf } from "../images/geometry";
import { useApp, useLocale, useModels, useUserData } from "../state/appContext";
import { catchName, eitherText } from "../state/catchName";
import type { ChosenPhoto } from "./chosenPhoto";
import { ResultSheet } from "./ResultSheet";
import { useDetectedDogs } from "./useDetectedDogs";

const FindResultSheet = lazy(() => import("./FindResultSheet"));

interface PhotoScreenProps {
  readonly photo: ChosenPhoto;
  readonly onClose: () => void;
}

export function PhotoScreen({ photo, onClose }: PhotoScreenProps) {
  const locale = useLocale();
  const { t } = locale;
  const { models } = useApp();
  const modelState = useModels();
  const [open, setOpen] = useState<DetectedDog | null>(null);
  const state = useDetectedDogs(photo.file, (image, found) => {
    // With one dog, or none, there is nothing to choose.
    if (found.dogs.length <= 1) setOpen(found.dogs[0] ?? noDog(image, found));
  });
  /** The id of each dog's catch: a dog is caught once. */
  const [caughtIds, setCaughtIds] = useState<ReadonlyMap<DetectedDog, string>>(new Map());
  /** The detections that are no dogs, as the user says. */
  const [denied, setDenied] = useState<ReadonlySet<DetectedDog>>(new Set());
  const { catches } = useUserData();
  const catchOf = (dog: DetectedDog) => catches.find(({ id }) => id === caughtIds.get(dog)) ?? null;
  const [findId, setFindId] = useState<string | null>(null);
  /** Whether the other animal is none, as the user says. */
  const [isWrong, setWrong] = useState(false);
  const other = state.kind === "found" && !isWrong ? state.found.other : null;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);

  const dogs = state.kind === "found" ? state.found.dogs.filter((dog) => !denied.has(dog)) : [];
  const nameOf = (dog: DetectedDog): string => {
    const { kind, breed, alternatives } = dog.prediction;
    const caught = catchOf(dog);
    if (caught) return catchName(caught, locale);
    if (kind === "dog") return locale.breed(breed);
    if (kind !== "either") return t("photo.dog");
    return eitherText(alternatives, locale);
  };
  return (
    <section className="photo-screen" aria-labelledby="photo-title">
      <header className="bar">
        <button type="button" className="round" onClick={onClose} aria-label={t("back")}>
          <Icon name="back" />
        </button>
        <h1 id="photo-title" ref={heading} tabIndex={-1}>
          {state.kind === "found" ? t("photo.found", { n: dogs.length }) : t("photo.title")}
        </h1>
      </header>
      {state.kind === "failed" ? (
        <div className="empty">
          <ErrorNotice error={state.error} action={t("photo.other")} onAction={onClose} />
        </div>
      ) : (
        <>
          {state.image && (
            <ImageCanvas image={state.image} label={t("photo.yours")}>
              {dogs.map((dog, at) => (
                <button
                  key={at}
                  type="button"
                  className="photo-box"
                  style={positionOf(dog, state.image!)}
                  // Keyboards and screen readers use the list below.
                  tabIndex={-1}
                  aria-hidden="true"
                  onClick={() => setOpen(dog)}
                >
                  <span>
                    {dogs.length > 1 && <b>{locale.number(at + 1)}</b>}
                    <i>{nameOf(dog)}</i>
                  </span>
                </button>
              ))}
            </ImageCanvas>
          )}
          {modelState.phase === "failed" && (
            <div className="empty">
              <ErrorNotice
                error={modelState.error}
                action={t("again")}
                onAction={() => void models.open()}
              />
            </div>
          )}
          {state.kind === "looking" && modelState.phase !== "failed" && (
            <p className="working" role="status">
              {t("photo.looking")}
            </p>
          )}
          <DownloadProgress />
          {state.kind === "found" && dogs.length > 1 && (
            <>
              <p className="fine">{t("photo.tap")}</p>
              <ul className="photo-dogs">
                {dogs.map((dog, at) => (
                  <li key={at}>
                    <button type="button" className="chip" onClick={() => setOpen(dog)}>
                      <b aria-hidden="true">{locale.number(at + 1)}</b>
                      {nameOf(dog)}
                      {catchOf(dog) && (
                        <>
                          <Icon name="check" size={18} />
                          <span className="unseen">{t("photo.caught")}</span>
                        </>
                      )}
                    </button>
                  </li>
                ))}
              </ul>
            </>
          )}
          {state.kind === "found" && dogs.length <= 1 && denied.size === 0 && (
            <p className="after">
              <button
                type="button"
                className="secondary"
                onClick={() => setOpen(dogs[0] ?? noDog(state.image, state.found))}
              >
                {t("photo.answer")}
              </button>
            </p>
          )}
        </>
      )}
      {open && other && state.kind === "found" && (
        <Suspense fallback={null}>
          <FindResultSheet
            image={state.image}
            found={other}
            source={photo.source}
            keptAs={findId}
            onKept={setFindId}
            onWrong={() => setWrong(true)}
            onClose={() => setOpen(null)}
          />
        </Suspense>
      )}
      {open && !other && state.kind === "found" && (
        <ResultSheet
          sighting={{ image: state.image, ...open, source: photo.source, dogs: dogs.length }}
          caughtAs={catchOf(open)?.id ?? null}
          onNoDog={() => setDenied((before) => new Set(before).add(open))}
          onCaught={(id) => setCaughtIds((before) => new Map(before).set(open, id))}
          onClose={() => setOpen(null)}
        />
      )}
    </section>
  );
}

/** Returns the prediction for the whole image, where there is no dog. */
function noDog(image: ImageBitmap, { prediction }: DetectedDogs): DetectedDog {
  return { box: wholeOf(image), prediction };
}

function positionOf({ box }: DetectedDog, image: ImageBitmap): React.CSSProperties {
  const percent = (part: number, whole: number): string => `${(100 * part) / whole}%`;
  return {
    left: percent(Math.max(box.x, 0), image.width),
    top: percent(Math.max(box.y, 0), image.height),
    width: percent(Math.min(box.width, image.width - Math.max(box.x, 0)), image.width),
    height: percent(Math.min(box.height, image.height - Math.max(box.y, 0)), image.height),
  };
}
