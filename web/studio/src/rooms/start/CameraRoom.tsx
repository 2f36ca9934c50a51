/** Takes pictures with the camera, one button a label, and answers what is before it once it can. */
import { useCallback, useEffect, useRef, useState } from "react";
import { Button, ButtonLink, IconButton, names } from "../../components/Button";
import { Select, TextField } from "../../components/Field";
import { CameraProblemNotice } from "../../components/CameraProblemNotice";
import { labelColour } from "../../components/labelColour";
import { Page } from "../../components/Page";
import { ErrorNotice, Notice } from "../../components/States";
import { roomPath } from "../../state/addresses";
import { shrunkPhoto, takePicture, useCamera } from "../../state/camera";
import { useKeys } from "../../state/keys";
import { useLocale } from "../../state/localeContext";
import { useTouch } from "../../state/mediaQueries";
import { useProject } from "../../state/project";
import { ForAdders } from "./ForAdders";
import { LiveAnswer } from "./LiveAnswer";
import { NewestOfLabel } from "./NewestOfLabel";
import { TrainingState } from "./TrainingState";
import { useTakenPictures } from "./takenPictures";
import style from "./CameraRoom.module.css";

const SIDE = 640; // pixels of a picture's longer side
const BETWEEN = 180; // milliseconds between two pictures while a button is held

export default function CameraRoom() {
  return (
    <ForAdders>
      <TakingPictures />
    </ForAdders>
  );
}

function TakingPictures() {
  const { t } = useLocale();
  const { name, labels } = useProject();
  const [device, setDevice] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [added, setAdded] = useState<readonly string[]>([]);
  const { video, setVideo, ready, problem, mirrored, cameras } = useCamera(device, attempt);
  const taken = useTakenPictures(name);
  // A phone's own camera can be asked for pictures even where the page may not see through it.
  const photos = useTouch() && problem !== null;

  const sendTaken = taken.add;
  const take = useCallback(
    async (label: string) => {
      const picture = video === null ? null : await takePicture(video, SIDE);
      if (picture !== null) sendTaken(label, picture);
    },
    [video, sendTaken],
  );
  const all = [
    ...labels.map((each) => each.name),
    ...added.filter((each) => !labels.some((known) => known.name === each)),
  ];
  useKeys(
    t("start.camera"),
    all.slice(0, 9).map((label, at) => ({
      keys: [String(at + 1)],
      text: t("start.takeOne", { label }),
      run: () => void take(label),
    })),
  );
  return (
    <Page
      title={t("start.camera")}
      lead={t(photos ? "start.photoLead" : "start.cameraLead")}
      tools={
        <ButtonLink href={roomPath(name, "add")} tone="quiet" icon="upload">
          {t("start.addFiles")}
        </ButtonLink>
      }
    >
      {problem !== null && (
        <CameraProblemNotice problem={problem} onRetry={() => setAttempt((before) => before + 1)} />
      )}
      {(problem === null || photos) && (
        <div className={style.stage}>
          {problem === null && (
            <div className={style.left}>
              <div className={style.frame}>
                <video
                  ref={setVideo}
                  className={names(style.video, mirrored && style.mirrored)}
                  muted
                  playsInline
                  aria-label={t("start.cameraPicture")}
                />
                {!ready && <p className={style.opening}>{t("start.opening")}</p>}
              </div>
              {cameras.length > 1 && (
                <Select
                  quiet
                  small
                  label={t("start.whichCamera")}
                  value={device ?? cameras[0]!.deviceId}
                  choices={cameras.map((each, at) => ({
                    value: each.deviceId,
                    text: each.label || t("start.cameraNumber", { n: at + 1 }),
                  }))}
                  onChange={setDevice}
                />
              )}
              <LiveAnswer video={video} ready={ready} />
            </div>
          )}
          <div className={style.right}>
            <ul className={style.labels}>
              {all.map((label, at) => (
                <LabelButton
                  key={label}
                  label={label}
                  number={at + 1}
                  ready={ready}
                  onTake={take}
                  {...(photos && { onPhoto: sendTaken })}
                  {...(added.includes(label) &&
                    !labels.some((each) => each.name === label) && {
                      onRemove: () => setAdded(added.filter((each) => each !== label)),
                    })}
                />
              ))}
            </ul>
            <NewLabel taken={all} onAdd={(label) => setAdded([...added, label])} />
            {taken.error !== null && <ErrorNotice error={taken.error} retry={taken.retry} />}
            <TrainingState />
            {all.length < 2 && <Notice tone="info">{t("start.twoLabels")}</Notice>}
          </div>
        </div>
      )}
    </Page>
  );
}

interface LabelButtonProps {
  readonly label: string;
  readonly number: number;
  readonly ready: boolean;
  readonly onTake: (label: string) => Promise<void>;
  /** Takes a photo of the phone's own camera, instead of the picture of the live one. */
  readonly onPhoto?: (label: string, photo: Blob) => void;
  readonly onRemove?: () => void;
}

/** A label: press it for one picture, hold it for many. */
function LabelButton({ label, number, ready, onTake, onPhoto, onRemove }: LabelButtonProps) {
  const { t } = useLocale();
  const { labels } = useProject();
  const timer = useRef<ReturnType<typeof setInterval>>(undefined);
  const [held, setHeld] = useState(false);
  const count = labels.find((each) => each.name === label)?.count ?? 0;
  const stop = () => {
    clearInterval(timer.current);
    setHeld(false);
  };
  useEffect(() => () => clearInterval(timer.current), []);
  return (
    <li className={names(style.label, held && style.held)}>
      <div className={style.labelHead}>
        <span
          className={style.dot}
          style={{ backgroundColor: labelColour(label, labels) }}
          aria-hidden="true"
        />
        <span className={style.labelName}>{label}</span>
        <span className={style.count}>{t("start.pictureCount", { n: count })}</span>
        {onRemove !== undefined && (
          <IconButton
            small
            icon="close"
            label={t("start.leaveLabel", { name: label })}
            onPress={onRemove}
          />
        )}
      </div>
      <NewestOfLabel label={label} count={count} />
      {onPhoto !== undefined ? (
        <PhotoButton label={label} onPhoto={onPhoto} />
      ) : (
        <Button
          icon="camera"
          isDisabled={!ready}
          aria-label={t("start.holdFor", { label, n: number })}
          onPressStart={() => {
            setHeld(true);
            void onTake(label);
            timer.current = setInterval(() => void onTake(label), BETWEEN);
          }}
          onPressEnd={stop}
        >
          <span>{t("start.hold")}</span>
        </Button>
      )}
    </li>
  );
}

/** Opens the phone's own camera, which needs no https, for one photo of a label. */
function PhotoButton({ label, onPhoto }: Required<Pick<LabelButtonProps, "label" | "onPhoto">>) {
  const { t } = useLocale();
  const input = useRef<HTMLInputElement>(null);
  const add = async (file: File | undefined) => {
    const photo = file === undefined ? null : await shrunkPhoto(file, SIDE);
    if (photo !== null) onPhoto(label, photo);
  };
  return (
    <>
      <Button
        icon="camera"
        aria-label={t("start.takePhotoFor", { label })}
        onPress={() => input.current?.click()}
      >
        <span>{t("start.takePhoto")}</span>
      </Button>
      <input
        ref={input}
        type="file"
        accept="image/*"
        capture="environment"
        hidden
        onChange={(event) => {
          void add(event.currentTarget.files?.[0]);
          event.currentTarget.value = ""; // the same may come again
        }}
      />
    </>
  );
}

interface NewLabelProps {
  readonly taken: readonly string[];
  readonly onAdd: (label: string) => void;
}

function NewLabel({ taken, onAdd }: NewLabelProps) {
  const { t } = useLocale();
  const [name, setName] = useState("");
  const clean = name.trim().replace(/\s+/g, " ");
  const used = taken.includes(clean);
  return (
    <form
      className={style.newLabel}
      onSubmit={(event) => {
        event.preventDefault();
        if (clean === "" || used) return;
        onAdd(clean);
        setName("");
      }}
    >
      <TextField
        label={t("start.newLabel")}
        placeholder={t("start.newLabelExample")}
        value={name}
        onChange={setName}
        maxLength={200}
        error={used && name !== "" ? t("start.labelTaken") : ""}
        autoFocus={taken.length === 0}
      />
      <Button type="submit" icon="add" isDisabled={clean === "" || used}>
        {t("start.addLabel")}
      </Button>
    </form>
  );
}
