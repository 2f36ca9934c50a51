/** Takes a picture to try: dropped, pasted, chosen, from the camera, or one of the project's own. */
import { useEffect, useRef, useState } from "react";
import { DropZone, FileTrigger, type DropZoneProps } from "react-aria-components";
import { contentUrl } from "../../api/addresses";
import { Button } from "../../components/Button";
import { CameraView } from "../../components/CameraView";
import { Icon } from "../../components/Icon";
import { takePicture } from "../../state/camera";
import { useLocale } from "../../state/localeContext";
import { useTouch } from "../../state/mediaQueries";
import { useProject, type Example } from "../../state/project";
import { OwnExamples } from "./OwnExamples";
import style from "./test.module.css";

export interface InputProps<Input> {
  /** Called with an input; resolves once it is answered. */
  readonly onInput: (input: Input) => Promise<void>;
  readonly onClear: () => void;
}

type DropEvent = Parameters<NonNullable<DropZoneProps["onDrop"]>>[0];
const BETWEEN_FRAMES = 60; // milliseconds: the server and the page have other work, too

export function PictureInput({ onInput, onClear }: InputProps<Blob>) {
  const { t } = useLocale();
  const { name } = useProject();
  const touch = useTouch();
  const [shown, setShown] = useState<string | null>(null);
  const [camera, setCamera] = useState(false);
  const [video, setVideo] = useState<HTMLVideoElement | null>(null);
  const latest = useRef(onInput);
  useEffect(() => {
    latest.current = onInput;
  });

  const take = (picture: Blob) => {
    setCamera(false);
    onClear();
    setShown(URL.createObjectURL(picture));
    void latest.current(picture);
  };
  useEffect(() => () => void (shown !== null && URL.revokeObjectURL(shown)), [shown]);

  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const file = [...(event.clipboardData?.files ?? [])].find(isPicture);
      if (file === undefined) return;
      event.preventDefault();
      take(file);
    };
    addEventListener("paste", paste);
    return () => removeEventListener("paste", paste);
  });

  // The camera's pictures are answered one after the other, as fast as both can.
  useEffect(() => {
    if (video === null) return;
    let wanted = true;
    const go = async () => {
      while (wanted) {
        const picture = await takePicture(video);
        if (wanted && picture !== null) await latest.current(picture);
        await new Promise((done) => setTimeout(done, BETWEEN_FRAMES));
      }
    };
    void go();
    return () => {
      wanted = false;
    };
  }, [video]);

  const choose = (files: FileList | null) => {
    const file = [...(files ?? [])].find(isPicture);
    if (file !== undefined) take(file);
  };
  const drop = async ({ items }: DropEvent) => {
    const file = items.find((each) => each.kind === "file");
    if (file !== undefined) take(await file.getFile());
  };
  const takeOwn = async (example: Example) => {
    const response = await fetch(contentUrl(name, example));
    if (response.ok) take(await response.blob());
  };
  return (
    <div className={style.input}>
      <DropZone className={style.drop ?? ""} onDrop={(event) => void drop(event)}>
        {camera ? (
          <CameraView onVideo={setVideo} />
        ) : shown === null ? (
          <div className={style.dropWords}>
            <Icon name="image" size={28} />
            <p>{t(touch ? "test.takeOrChoose" : "test.dropPicture")}</p>
          </div>
        ) : (
          <img className={style.tryPicture} src={shown} alt={t("test.yourPicture")} />
        )}
      </DropZone>
      <div className={style.row}>
        <FileTrigger acceptedFileTypes={["image/*"]} onSelect={choose}>
          <Button icon="folderOpen">{t("test.choosePicture")}</Button>
        </FileTrigger>
        <Button
          icon={camera ? "close" : "camera"}
          onPress={() => {
            onClear();
            setShown(null);
            setCamera(!camera);
          }}
        >
          {t(camera ? "test.cameraOff" : "test.cameraOn")}
        </Button>
      </div>
      {!camera && <OwnExamples onChoose={(example) => void takeOwn(example)} />}
    </div>
  );
}

function isPicture(file: File): boolean {
  return file.type.startsWith("image/");
}
