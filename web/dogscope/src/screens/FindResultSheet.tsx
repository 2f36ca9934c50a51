/** The result of a photo without a dog, but with another animal: a bonus, to keep or not. */
import { useMemo, useState } from "react";
import { AnimalDrawing } from "../components/AnimalDrawing";
import { Icon } from "../components/Icon";
import { ImageCanvas } from "../components/ImageCanvas";
import { PhotoThumbnail } from "../components/PhotoThumbnail";
import { Sheet } from "../components/Sheet";
import { MARGIN } from "../detection/dogFinder";
import type { OtherAnimal } from "../detection/otherAnimals";
import { ANIMALS } from "../storage/animals";
import { rewardOf } from "../game/catchReward";
import { squareAround } from "../images/geometry";
import { useApp, useLocale, useUserData } from "../state/appContext";
import { addFind } from "../state/findActions";
import { href } from "../state/router";
import { playSound } from "../state/soundEffects";
import type { CaptureSource } from "../storage/userRecords";
import { CatchCelebration, CELEBRATION } from "./CatchCelebration";
import { rewardText } from "./rewardText";
import { useMoment } from "./useMoment";
import { useOneAtATime } from "./useOneAtATime";
import { useReleaseFind } from "./useReleaseFind";

interface FindResultSheetProps {
  readonly image: ImageBitmap;
  readonly found: OtherAnimal;
  readonly source: CaptureSource;
  /** The id of the find, where it was kept before. */
  readonly keptAs: string | null;
  readonly onKept: (id: string) => void;
  /** Called when the user says that it is no such animal. */
  readonly onWrong: () => void;
  readonly onClose: () => void;
}

export default function FindResultSheet(props: FindResultSheetProps) {
  const { image, found, source, keptAs, onKept, onWrong, onClose } = props;
  const { userData } = useApp();
  const records = useUserData();
  const locale = useLocale();
  const { t } = locale;
  const { isBusy, run } = useOneAtATime();
  const release = useReleaseFind();
  const [isFresh, setFresh] = useState(false);
  const kept = records.finds.find(({ id }) => id === keptAs) ?? null;
  const isCelebrating = useMoment(isFresh, CELEBRATION.short);
  const reward = useMemo(
    () => (isFresh && kept ? rewardOf(records, kept.id) : null),
    [isFresh, kept, records],
  );
  const animals = new Set(records.finds.map(({ animal }) => animal)).size;
  const place = t("reward.place", { found: animals, all: ANIMALS.length });
  const title = t("find.looks", { animal: t(`animal.a.${found.animal}`) });
  const keep = (): void =>
    run(async () => {
      const find = await addFind(userData, image, found, source);
      setFresh(true);
      onKept(find.id);
      playSound("caught", records.settings);
    });
  return (
    <Sheet title={title} onClose={onClose} quiet>
      <article className={`result named ${reward ? "caught" : ""}`}>
        <div className={isCelebrating ? "card-photo turning short" : "card-photo"}>
          <ImageCanvas
            image={image}
            part={squareAround(found.box, MARGIN, image)}
            label={t("find.photo")}
          />
        </div>
        <div className="result-words">
          <p className="answer" aria-hidden="true">
            {title}
          </p>
          {!kept && <p>{t(found.animal === "hotdog" ? "find.bun" : "find.why")}</p>}
          {reward && kept && (
            <CatchCelebration
              reward={reward}
              length="short"
              isRunning={isCelebrating}
              slot={
                <span className="cell-picture">
                  <AnimalDrawing animal={found.animal} />
                  <span className="slot-filled">
                    <PhotoThumbnail id={kept.id} />
                  </span>
                </span>
              }
              place={place}
            />
          )}
          <div className="actions">
            {kept ? (
              <>
                <a className="primary" href={href("finds")}>
                  <Icon name="eye" />
                  {t("find.see")}
                </a>
                <button
                  type="button"
                  className="secondary"
                  disabled={isBusy}
                  onClick={() => run(async () => release(kept, onClose))}
                >
                  <Icon name="trash" />
                  {t("result.release")}
                </button>
              </>
            ) : (
              <>
                <button type="button" className="primary" disabled={isBusy} onClick={keep}>
                  <Icon name="plus" />
                  {t("find.keep")}
                </button>
                <button type="button" className="secondary" disabled={isBusy} onClick={onWrong}>
                  <Icon name="pencil" />
                  {t("result.wrong")}
                </button>
              </>
            )}
          </div>
          <div role="status" className="unseen">
            {kept && (
              <p className="saved">
                {t("find.kept", { animal: t(`animal.${found.animal}`) })}{" "}
                {reward && rewardText(reward, place, locale)}
              </p>
            )}
          </div>
        </div>
      </article>
    </Sheet>
  );
}
