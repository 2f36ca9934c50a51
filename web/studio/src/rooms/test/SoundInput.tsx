/** Takes a sound to try: dropped, chosen, recorded, or one of the project's own. */
import { useEffect, useRef, useState } from "react";
import { DropZone, FileTrigger, type DropZoneProps } from "react-aria-components";
import { contentUrl, thumbnailUrl } from "../../api/addresses";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { SoundPlayer } from "../../components/SoundPlayer";
import { SoundRecorder } from "../../components/SoundRecorder";
import { useLocale } from "../../state/localeContext";
import { useProject, type Example } from "../../state/project";
import { asWav } from "../../state/soundFile";
import { OwnExamples } from "./OwnExamples";
import type { InputProps } from "./PictureInput";
import style from "./test.module.css";

type DropEvent = Parameters<NonNullable<DropZoneProps["onDrop"]>>[0];

interface Shown {
  readonly src: string;
  readonly picture: string | null;
}

export function SoundInput({ onInput, onClear }: InputProps<Blob>) {
  const { t } = useLocale();
  const { name } = useProject();
  const [shown, setShown] = useState<Shown | null>(null);
  const taken = useRef(0);
  const take = (sound: Blob, picture: string | null = null) => {
    const number = ++taken.current;
    onClear();
    setShown({ src: URL.createObjectURL(sound), picture });
    // Both answers are then about the same samples; a later sound may have been read sooner.
    void asWav(sound).then((wav) => {
      if (number === taken.current) onInput(wav);
    });
  };
  useEffect(() => () => void (shown !== null && URL.revokeObjectURL(shown.src)), [shown]);
  const drop = async ({ items }: DropEvent) => {
    const file = items.find((each) => each.kind === "file");
    if (file !== undefined) take(await file.getFile());
  };
  const takeOwn = async (example: Example) => {
    const number = ++taken.current;
    const response = await fetch(contentUrl(name, example));
    if (!response.ok) return;
    const sound = await response.blob();
    if (number === taken.current) take(sound, thumbnailUrl(name, example, 640));
  };
  return (
    <div className={style.input}>
      <DropZone className={style.drop ?? ""} onDrop={(event) => void drop(event)}>
        {shown === null ? (
          <div className={style.dropWords}>
            <Icon name="sound" size={28} />
            <p>{t("test.dropSound")}</p>
          </div>
        ) : (
          <SoundPlayer
            key={shown.src}
            src={shown.src}
            picture={shown.picture}
            name={t("test.yourSound")}
            begin
          />
        )}
      </DropZone>
      <div className={style.row}>
        <FileTrigger
          acceptedFileTypes={["audio/*"]}
          onSelect={(files) => files?.[0] !== undefined && take(files[0])}
        >
          <Button icon="folderOpen">{t("test.chooseSound")}</Button>
        </FileTrigger>
        <SoundRecorder onRecorded={(file) => take(file)} />
      </div>
      <OwnExamples onChoose={(example) => void takeOwn(example)} />
    </div>
  );
}
