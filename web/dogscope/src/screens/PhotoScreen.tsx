/** A photo: every dog in it is boxed and answered, and each can be caught. */
import { useEffect, useRef, useState } from "react";
import { decode } from "../images/photoWorkerClient";
import { findDogs, type Dog, type Seen as Found } from "../detection/dogFinder";
import { useApp, useEyes, useKept, useWords } from "../state/appContext";
import { Icon } from "../components/Icon";
import { troubleText } from "../state/errorMessages";
import { Picture } from "../components/ImageCanvas";
import { Result } from "./ResultSheet";
import { Progress } from "./WelcomeScreen";

interface PhotoScreenProps {
  readonly file: Blob;
  readonly how: "photo" | "sample";
  readonly onClose: () => void;
}

type State =
  | { readonly kind: "looking"; readonly picture: ImageBitmap | null }
  | { readonly kind: "seen"; readonly picture: ImageBitmap; readonly found: Found }
  | { readonly kind: "failed"; readonly error: unknown };

export function PhotoScreen({ file, how, onClose }: PhotoScreenProps) {
  const words = useWords();
  const { t } = words;
  const { eyes: keeper } = useApp();
  const eyesState = useEyes();
  const eyes = eyesState.phase === "ready" ? eyesState.eyes : null;
  const [state, setState] = useState<State>({ kind: "looking", picture: null });
  const [open, setOpen] = useState<Dog | null>(null);
  /** The catches of this photo's dogs: a dog is caught once. */
  const [caught, setCaught] = useState<ReadonlyMap<Dog, string>>(new Map());
  /** What the user says is none. */
  const [denied, setDenied] = useState<ReadonlySet<Dog>>(new Set());
  const { catches } = useKept();
  const catchOf = (dog: Dog) => catches.find(({ id }) => id === caught.get(dog)) ?? null;
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    heading.current?.focus();
  }, []);
  useEffect(() => {
    if (!eyes) return;
    let gone = false;
    let held: ImageBitmap | null = null;
    void (async () => {
      try {
        const picture = (held = await decode(file));
        if (gone) return picture.close();
        setState({ kind: "looking", picture });
        await keeper.taught();
        const found = await findDogs(picture, eyes);
        if (gone) return;
        setState({ kind: "seen", picture, found });
        // One dog, or none: there is nothing to choose.
        if (found.dogs.length <= 1) setOpen(found.dogs[0] ?? noDog(picture, found));
      } catch (error) {
        if (!gone) setState({ kind: "failed", error });
      }
    })();
    return () => {
      gone = true;
      held?.close();
    };
  }, [file, eyes, keeper]);

  const dogs = state.kind === "seen" ? state.found.dogs.filter((dog) => !denied.has(dog)) : [];
  const nameOf = (dog: Dog): string => {
    const breed = catchOf(dog)?.breed ?? (dog.verdict.kind === "dog" ? dog.verdict.breed : null);
    return breed === null ? t("photo.dog") : words.breed(breed);
  };
  return (
    <section className="photo-screen" aria-labelledby="photo-title">
      <header className="bar">
        <button type="button" className="round" onClick={onClose} aria-label={t("back")}>
          <Icon name="back" />
        </button>
        <h1 id="photo-title" ref={heading} tabIndex={-1}>
          {state.kind === "seen" ? t("photo.found", { n: dogs.length }) : t("photo.title")}
        </h1>
      </header>
      {state.kind === "failed" ? (
        <div className="empty">
          <p className="alert" role="alert">
            {troubleText(state.error, words)}
          </p>
          <button type="button" className="primary" onClick={onClose}>
            {t("photo.other")}
          </button>
        </div>
      ) : (
        <>
          {state.picture && (
            <Picture picture={state.picture} label={t("photo.yours")}>
              {dogs.map((dog, at) => (
                <button
                  key={at}
                  type="button"
                  className="photo-box"
                  style={placed(dog, state.picture!)}
                  // The list below is for the keyboard and the ear.
                  tabIndex={-1}
                  aria-hidden="true"
                  onClick={() => setOpen(dog)}
                >
                  <span>
                    {dogs.length > 1 && <b>{words.number(at + 1)}</b>}
                    <i>{nameOf(dog)}</i>
                  </span>
                </button>
              ))}
            </Picture>
          )}
          {eyesState.phase === "failed" && (
            <div className="empty">
              <p className="alert" role="alert">
                {troubleText(eyesState.error, words)}
              </p>
              <button type="button" className="primary" onClick={() => void keeper.open()}>
                {t("again")}
              </button>
            </div>
          )}
          {state.kind === "looking" && eyesState.phase !== "failed" && (
            <p className="working" role="status">
              {t("photo.looking")}
            </p>
          )}
          <Progress />
          {state.kind === "seen" && dogs.length > 1 && (
            <>
              <p className="fine">{t("photo.tap")}</p>
              <ul className="photo-dogs">
                {dogs.map((dog, at) => (
                  <li key={at}>
                    <button type="button" className="chip" onClick={() => setOpen(dog)}>
                      <b aria-hidden="true">{words.number(at + 1)}</b>
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
          {state.kind === "seen" && dogs.length <= 1 && denied.size === 0 && (
            <p className="after">
              <button
                type="button"
                className="secondary"
                onClick={() => setOpen(dogs[0] ?? noDog(state.picture, state.found))}
              >
                {t("photo.answer")}
              </button>
            </p>
          )}
        </>
      )}
      {open && state.kind === "seen" && (
        <Result
          seen={{ picture: state.picture, box: open.box, verdict: open.verdict, how }}
          caughtAs={catchOf(open)?.id ?? null}
          onNoDog={() => setDenied((before) => new Set(before).add(open))}
          onCaught={(id) => setCaught((before) => new Map(before).set(open, id))}
          onClose={() => setOpen(null)}
        />
      )}
    </section>
  );
}

function noDog(picture: ImageBitmap, { verdict }: Found): Dog {
  return { box: { x: 0, y: 0, width: picture.width, height: picture.height }, verdict };
}

function placed({ box }: Dog, picture: ImageBitmap): React.CSSProperties {
  const percent = (part: number, whole: number): string => `${(100 * part) / whole}%`;
  return {
    left: percent(Math.max(box.x, 0), picture.width),
    top: percent(Math.max(box.y, 0), picture.height),
    width: percent(Math.min(box.width, picture.width - Math.max(box.x, 0)), picture.width),
    height: percent(Math.min(box.height, picture.height - Math.max(box.y, 0)), picture.height),
  };
}
