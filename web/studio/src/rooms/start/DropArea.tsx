/**
 * A place to drop files and folders, with buttons for the other ways. A phone, which drops nothing,
 * offers what it has: its camera, then its photos.
 */
import { useRef, useState, type DragEvent, type ReactNode } from "react";
import { useQuery } from "@tanstack/react-query";
import { api, ApiError, call } from "../../api/client";
import { Button, names } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { SoundRecorder } from "../../components/SoundRecorder";
import { useSession } from "../../state/session";
import { useLocale } from "../../state/localeContext";
import { useTouch } from "../../state/mediaQueries";
import { filesOfDrop, filesOfInput } from "../../state/pickedFiles";
import type { Way } from "./sources";
import style from "./DropArea.module.css";

export interface DropAreaProps {
  readonly onChoose: (way: Way) => void;
  /** Whether the sample is among the ways. */
  readonly sample?: boolean;
  /** Whether the project has texts, which no camera gives. */
  readonly texts?: boolean;
  /** Whether the project has sounds, which a microphone gives. */
  readonly sounds?: boolean;
  readonly children?: ReactNode;
}

export function DropArea({ onChoose, sample, texts, sounds, children }: DropAreaProps) {
  const { t } = useLocale();
  const touch = useTouch();
  const [over, setOver] = useState(false);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const photos = useRef<HTMLInputElement>(null);
  const pictures = !texts && !sounds;
  const title = t(touch ? (texts ? "start.showTexts" : "start.show") : "start.drop");
  const local = useIsLocal();
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void filesOfDrop(event.dataTransfer).then((found) => {
      if (found.length > 0) onChoose({ way: "files", files: found });
    });
  };
  const chosen = (input: HTMLInputElement) => {
    const found = filesOfInput(input.files);
    input.value = ""; // the same may be chosen again
    if (found.length > 0) onChoose({ way: "files", files: found });
  };
  return (
    <section
      className={names(style.area, over && style.over)}
      aria-label={title}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={drop}
    >
      {!touch && (
        <span className={style.mark}>
          <Icon name={over ? "download" : "upload"} size={26} />
        </span>
      )}
      <h2>{over ? t("shell.letGo") : title}</h2>
      <p className={style.what}>
        {t(
          texts
            ? "start.whatTexts"
            : sounds
              ? "start.whatSounds"
              : touch
                ? "start.showWhat"
                : "start.what",
        )}
      </p>
      <div className={style.main}>
        {!touch ? (
          <>
            <Button tone="main" icon="folderOpen" onPress={() => folder.current?.click()}>
              {t("start.chooseFolder")}
            </Button>
            <Button icon="file" onPress={() => files.current?.click()}>
              {t("start.chooseFiles")}
            </Button>
          </>
        ) : !pictures ? (
          <Button tone="main" icon="file" onPress={() => files.current?.click()}>
            {t("start.chooseFiles")}
          </Button>
        ) : (
          <>
            <Button tone="main" icon="camera" onPress={() => onChoose({ way: "camera" })}>
              {t("start.useCamera")}
            </Button>
            <Button icon="image" onPress={() => photos.current?.click()}>
              {t("start.choosePhotos")}
            </Button>
          </>
        )}
      </div>
      <div className={style.others}>
        {touch && sample && <SampleButton onChoose={onChoose} />}
        {sounds && (
          <SoundRecorder
            tone="quiet"
            onRecorded={(file) => onChoose({ way: "files", files: [{ path: file.name, file }] })}
          />
        )}
        {pictures &&
          (touch ? (
            <Button tone="quiet" icon="file" onPress={() => files.current?.click()}>
              {t("start.chooseFiles")}
            </Button>
          ) : (
            <Button tone="quiet" icon="camera" onPress={() => onChoose({ way: "camera" })}>
              {t("start.useCamera")}
            </Button>
          ))}
        {local && (
          <Button tone="quiet" icon="folder" onPress={() => onChoose({ way: "folder" })}>
            {t("start.localFolder")}
          </Button>
        )}
        {!touch && sample && <SampleButton onChoose={onChoose} />}
      </div>
      {children}
      <input
        ref={files}
        type="file"
        multiple
        hidden
        data-testid="files"
        onChange={(event) => chosen(event.currentTarget)}
      />
      <input
        ref={photos}
        type="file"
        accept="image/*"
        multiple
        hidden
        data-testid="photos"
        onChange={(event) => chosen(event.currentTarget)}
      />
      <input
        ref={folder}
        type="file"
        multiple
        hidden
        data-testid="folder"
        {...{ webkitdirectory: "" }}
        onChange={(event) => chosen(event.currentTarget)}
      />
    </section>
  );
}

function SampleButton({ onChoose }: Pick<DropAreaProps, "onChoose">) {
  const { t } = useLocale();
  return (
    <Button tone="quiet" icon="play" onPress={() => onChoose({ way: "sample" })}>
      {t("start.useSample")}
    </Button>
  );
}

/** Returns whether the server is this person's alone, so that it opens folders of its computer. */
function useIsLocal(): boolean {
  const isAlone = useSession().data?.team === false;
  const found = useQuery({
    queryKey: ["folders", ""],
    queryFn: () => call(api.GET("/v1/folders")),
    retry: false,
    staleTime: Infinity,
    enabled: isAlone,
  });
  return (
    found.data !== undefined || (found.error instanceof ApiError && found.error.status === 422)
  );
}
