/** Teaches a dog of the user's own, from five pictures of it. */
import { useEffect, useRef, useState } from "react";
import { decode } from "../images/photoWorkerClient";
import { noLarger, PHOTO } from "../images/photoCodec";
import { scaled, type Box } from "../images/geometry";
import { findDogs, type Dog } from "../detection/dogFinder";
import type { Eyes } from "../detection/models";
import { useApp, useEyes, useKept, useWords } from "../state/appContext";
import { forgetDog, keepDog, nameOf } from "../state/catchActions";
import { Icon } from "../components/Icon";
import { Sheet } from "../components/Sheet";
import { troubleText } from "../state/errorMessages";
import { useIsOpen } from "../state/useIsMounted";
import type { Words } from "../locales/locale";
import { FileButton } from "../components/FileButton";
import { Picture } from "../components/ImageCanvas";
import { Progress } from "./WelcomeScreen";

const NEEDED = 5;
const MOST = 20;

interface Look {
  readonly id: number;
  readonly picture: ImageBitmap;
  readonly box: Box;
}

export function TeachDog({ onClose }: { onClose: () => void }) {
  const { keeper, toaster, eyes: eyesKeeper } = useApp();
  const words = useWords();
  const { t } = words;
  const { dogs } = useKept();
  const state = useEyes();
  const [name, setName] = useState("");
  const isOpen = useIsOpen();
  const { looks, isLooking, troubles, add, remove, say } = useLooks(isOpen);
  const [isSaving, setSaving] = useState(false);
  const isBusy = isLooking || isSaving;
  useEffect(() => void eyesKeeper.open(), [eyesKeeper]);

  const named = nameOf(name);
  const isTaken = dogs.some((dog) => dog.name.toLowerCase() === named.toLowerCase());
  const isReady = named !== "" && !isTaken && looks.length >= NEEDED && !isBusy;
  const save = async (): Promise<void> => {
    setSaving(true);
    try {
      const dog = await keepDog(keeper, name, looks);
      await eyesKeeper.taught();
      const failure = eyesKeeper.failure(dog);
      if (failure !== null) {
        // It would never be greeted: its pictures are still here, to be changed.
        await forgetDog(keeper, dog);
        throw failure;
      }
      toaster.say(t("teach.done", { name: dog.name }), "good");
      if (isOpen()) onClose();
    } catch (error) {
      if (isOpen()) say([troubleText(error, words)]);
      else toaster.say(troubleText(error, words), "bad");
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
        <label className="field named">
          <span>{t("teach.name")}</span>
          <input
            type="text"
            value={name}
            maxLength={60}
            autoComplete="off"
            aria-invalid={isTaken}
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        {isTaken && (
          <p className="alert" role="alert">
            {t("teach.taken", { name: named })}
          </p>
        )}
        <p>{t("teach.how")}</p>
        <ul className="looks">
          {looks.map(({ id, picture, box }, at) => (
            <li key={id}>
              <Picture
                picture={picture}
                part={square(box, picture)}
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
          {Array.from({ length: Math.max(0, NEEDED - looks.length) }, (_, at) => (
            <li key={`empty-${at}`} className="slot" aria-hidden="true" />
          ))}
        </ul>
        <p role="status">
          {isSaving ? t("teach.saving") : isLooking ? t("teach.looking") : countText(looks, words)}
        </p>
        <Progress />
        {troubles.map((trouble) => (
          <p key={trouble} className="alert" role="alert">
            {trouble}
          </p>
        ))}
        <div className="actions">
          <FileButton
            accept="image/*"
            multiple
            onFiles={(files) => {
              if (state.phase === "ready") void add(files, state.eyes);
            }}
            className="secondary"
            disabled={isBusy || state.phase !== "ready" || looks.length >= MOST}
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

function countText({ length: n }: readonly Look[], { t }: Words): string {
  if (n < NEEDED) return t("teach.count", { n, need: NEEDED });
  return t(n < MOST ? "teach.enough" : "teach.most", { n });
}

/** The pictures that were added, each with its dog; they are let go of with the sheet. */
function useLooks(isOpen: () => boolean) {
  const words = useWords();
  const { t } = words;
  const [looks, setLooks] = useState<readonly Look[]>([]);
  const [isLooking, setLooking] = useState(false);
  const [troubles, setTroubles] = useState<readonly string[]>([]);
  const held = useRef<readonly Look[]>([]);
  const count = useRef(0);
  useEffect(
    () => () => {
      for (const { picture } of held.current) picture.close();
      held.current = [];
    },
    [],
  );
  const hold = (now: readonly Look[]): void => {
    held.current = now;
    setLooks(now);
  };
  const tell = (trouble: string): void => {
    setTroubles((before) => [...before.filter((each) => each !== trouble), trouble]);
  };
  const addOne = async (file: File, eyes: Eyes): Promise<void> => {
    const look = await lookFor(await decode(file), eyes, ++count.current);
    if (!isOpen()) look?.picture.close();
    else if (look) hold([...held.current, look]);
    else tell(t("teach.nodog", { name: file.name }));
  };
  const add = async (files: readonly File[], eyes: Eyes): Promise<void> => {
    setLooking(true);
    setTroubles([]);
    const room = MOST - held.current.length;
    for (const file of files.slice(0, room)) {
      if (!isOpen()) return;
      await addOne(file, eyes).catch((error: unknown) => tell(troubleText(error, words)));
    }
    if (files.length > room) tell(t("teach.most", { n: MOST }));
    setLooking(false);
  };
  const remove = (id: number): void => {
    const gone = held.current.find((each) => each.id === id);
    hold(held.current.filter((each) => each !== gone));
    gone?.picture.close();
  };
  return { looks, isLooking, troubles, add, remove, say: setTroubles };
}

/** A picture's largest dog, if there is one, no larger than it is kept: twenty are held at once. */
async function lookFor(decoded: ImageBitmap, eyes: Eyes, id: number): Promise<Look | null> {
  const { width } = decoded;
  let dog: Dog | undefined;
  try {
    dog = (await findDogs(decoded, eyes)).dogs[0];
  } finally {
    if (!dog) decoded.close();
  }
  if (!dog) return null;
  const picture = await noLarger(decoded, PHOTO);
  return { id, picture, box: scaled(dog.box, picture.width / width) };
}

function square({ x, y, width, height }: Box, picture: ImageBitmap): Box {
  const side = Math.min(Math.max(width, height), picture.width, picture.height);
  const place = (from: number, length: number, whole: number): number =>
    Math.min(Math.max(from + length / 2 - side / 2, 0), whole - side);
  return {
    x: place(x, width, picture.width),
    y: place(y, height, picture.height),
    width: side,
    height: side,
  };
}
