/** Teaches a dog of the user's own, from five pictures of it. */
import { useEffect, useRef, useState } from "react";
import { decode } from "../pictures/encode";
import type { Box } from "../pictures/geometry";
import { findDogs } from "../seeing/dogs";
import { useApp, useEyes, useKept, useWords } from "../shell/app";
import { keepDog } from "../shell/catching";
import { Icon } from "../shell/Icon";
import { Sheet } from "../shell/Sheet";
import { troubleText } from "../shell/troubles";
import { Picture } from "./Picture";
import { Progress } from "./Welcome";

const NEEDED = 5;
const MOST = 20;

interface Look {
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
  const [looks, setLooks] = useState<readonly Look[]>([]);
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const held = useRef<Look[]>([]);
  useEffect(() => {
    const all = held.current;
    void eyesKeeper.open();
    return () => {
      for (const { picture } of all) picture.close();
    };
  }, [eyesKeeper]);

  const add = async (files: readonly File[]): Promise<void> => {
    if (state.phase !== "ready") return;
    setBusy(true);
    setTrouble(null);
    for (const file of files.slice(0, MOST - held.current.length)) {
      try {
        const picture = await decode(file);
        const { dogs: found } = await findDogs(picture, state.eyes);
        const dog = found[0];
        if (!dog) {
          picture.close();
          setTrouble(t("teach.nodog", { name: file.name }));
          continue;
        }
        held.current.push({ picture, box: dog.box });
        setLooks([...held.current]);
      } catch (error) {
        setTrouble(troubleText(error, words));
      }
    }
    setBusy(false);
  };
  const isTaken = dogs.some((dog) => dog.name.toLowerCase() === name.trim().toLowerCase());
  const isReady = name.trim() !== "" && !isTaken && looks.length >= NEEDED && !isBusy;
  const save = async (): Promise<void> => {
    setBusy(true);
    try {
      await keepDog(keeper, name, looks);
      await eyesKeeper.taught();
      toaster.say(t("teach.done", { name: name.trim() }), "good");
      onClose();
    } catch (error) {
      setTrouble(troubleText(error, words));
      setBusy(false);
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
            {t("teach.taken", { name: name.trim() })}
          </p>
        )}
        <p>{t("teach.how")}</p>
        <ul className="looks">
          {looks.map(({ picture, box }, at) => (
            <li key={at}>
              <Picture
                picture={picture}
                part={square(box, picture)}
                label={t("teach.picture", { number: at + 1 })}
              />
            </li>
          ))}
          {Array.from({ length: Math.max(0, NEEDED - looks.length) }, (_, at) => (
            <li key={`empty-${at}`} className="slot" aria-hidden="true" />
          ))}
        </ul>
        <p role="status">
          {isBusy ? t("teach.looking") : t("teach.count", { have: looks.length, need: NEEDED })}
        </p>
        <Progress />
        {trouble && (
          <p className="alert" role="alert">
            {trouble}
          </p>
        )}
        <div className="actions">
          <button
            type="button"
            className="secondary"
            disabled={isBusy || state.phase !== "ready" || looks.length >= MOST}
            onClick={() => input.current!.click()}
          >
            <Icon name="photo" />
            {t("teach.add")}
          </button>
          <button type="submit" className="primary" disabled={!isReady}>
            {t("teach.save")}
          </button>
        </div>
        <input
          ref={input}
          type="file"
          accept="image/*"
          multiple
          hidden
          aria-hidden="true"
          tabIndex={-1}
          onChange={(event) => {
            const files = [...(event.target.files ?? [])];
            event.target.value = "";
            void add(files);
          }}
        />
      </form>
    </Sheet>
  );
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
