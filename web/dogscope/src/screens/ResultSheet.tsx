/** The result of a sighting: the breed, how sure it is, the alternatives, and the actions. */
import { useMemo, useState } from "react";
import { breedOf } from "../breeds/breedCatalogue";
import { Confetti } from "../components/Confetti";
import { Paw } from "../components/Icon";
import { ImageCanvas } from "../components/ImageCanvas";
import { Sheet } from "../components/Sheet";
import { MARGIN } from "../detection/dogFinder";
import { rewardOf } from "../game/catchReward";
import { rarityOf } from "../game/rarity";
import { squareAround, wholeOf } from "../images/geometry";
import { useLocale, useModels, useUserData } from "../state/appContext";
import { BreedHeatMap, type HeatMapState } from "./BreedHeatMap";
import { BreedPicker } from "./BreedPicker";
import { CatchCelebration, CELEBRATION } from "./CatchCelebration";
import { catchName, catchNameWithin, eitherText, namedMix } from "../state/catchName";
import { FulfilledQuests } from "./FulfilledQuests";
import { KennelSlot, placeText } from "./KennelSlot";
import { ResultActions } from "./ResultActions";
import { ResultDetails } from "./ResultDetails";
import { rewardText } from "./rewardText";
import { useCatchResult, type ResultOptions } from "./useCatchResult";
import { useMoment } from "./useMoment";

export function ResultSheet(options: ResultOptions) {
  const { sighting, onClose } = options;
  const { prediction, image, box } = sighting;
  const result = useCatchResult(options);
  const { caught, isFresh, isNew, named, isNamed, mine } = result;
  const locale = useLocale();
  const { t } = locale;
  const models = useModels();
  const userData = useUserData();
  const [isExplained, setExplained] = useState(false);
  const [heatMap, setHeatMap] = useState<HeatMapState>("working");
  const [isPicking, setPicking] = useState(false);
  const length = isNew ? "long" : "short";
  const isCelebrating = useMoment(isFresh, CELEBRATION[length]);
  const reward = useMemo(
    () => (isFresh && caught ? rewardOf(userData, caught.id) : null),
    [isFresh, caught, userData],
  );
  const part = squareAround(box, MARGIN, image);
  const isNoDog = prediction.kind === "none";
  const isEither = prediction.kind === "either" && !isNamed;
  const rarity = named.mix
    ? null
    : rarityOf(breedOf(named.breed) ?? { group: "hound", rank: null });
  const title = mine
    ? t("result.mine", { name: mine.name })
    : isNamed
      ? catchName(named, locale)
      : isEither
        ? eitherText(prediction.alternatives, locale)
        : t(isNoDog ? "result.none" : "result.unsure");
  /** Closes the picker with an answer. */
  const pick = (act: () => void): void => {
    setPicking(false);
    act();
  };
  const details = <ResultDetails sighting={sighting} part={part} result={result} />;
  return (
    <Sheet title={title} onClose={onClose} quiet>
      {isNew && isCelebrating && <Confetti />}
      <article
        className={`result ${isNamed ? "named" : prediction.kind} ${reward ? "caught" : ""}`}
      >
        <div className={isCelebrating ? `card-photo turning ${length}` : "card-photo"}>
          <ImageCanvas
            image={image}
            part={isNoDog ? wholeOf(image) : part}
            label={t("result.photo")}
          >
            {isExplained && models.phase === "ready" && (
              <BreedHeatMap
                image={image}
                part={part}
                breed={named.breed}
                models={models.models}
                onState={setHeatMap}
              />
            )}
          </ImageCanvas>
          {isNew && <p className="ribbon">{t("result.new")}</p>}
          {isCelebrating && (
            <span className="card-back" aria-hidden="true">
              <Paw size={96} />
            </span>
          )}
        </div>
        <div className="result-words">
          {isNamed && rarity && <p className={`rarity ${rarity}`}>{t(`rarity.${rarity}`)}</p>}
          <p className="answer" aria-hidden="true">
            {title}
          </p>
          {reward && caught && (
            <CatchCelebration
              reward={reward}
              length={length}
              isRunning={isCelebrating}
              slot={<KennelSlot caught={caught} />}
              place={placeText(caught, userData.catches, locale)}
            />
          )}
          {!caught && details}
          {caught && <FulfilledQuests caught={caught} />}
          <ResultActions
            sighting={sighting}
            result={result}
            isExplained={isExplained}
            onExplain={() => setExplained(!isExplained)}
            onPick={() => setPicking(true)}
          />
          {isExplained && (
            <p className="fine" role="status">
              {t(`result.why.${heatMap}`, { breed: locale.breedWithin(named.breed) })}
            </p>
          )}
          <div role="status" className={reward ? "unseen" : ""}>
            {caught && (
              <p className="saved">
                {t(isNew ? "result.caught.new" : "result.caught", {
                  breed: catchNameWithin(named, locale),
                })}{" "}
                {reward && rewardText(reward, placeText(caught, userData.catches, locale), locale)}
              </p>
            )}
          </div>
          {caught && details}
        </div>
      </article>
      {isPicking && (
        <BreedPicker
          title={t("picker.title")}
          likely={isNoDog ? [] : prediction.alternatives.map(({ id }) => id)}
          onPick={(breed) => pick(() => result.name({ breed, mix: null }))}
          onMix={
            isNoDog || named.mix
              ? undefined
              : () => pick(() => result.name(namedMix(prediction.alternatives)))
          }
          onNoDog={isNoDog ? undefined : () => pick(result.denyDog)}
          notMine={mine ? { name: mine.name, onPick: () => pick(result.denyMine) } : undefined}
          onClose={() => setPicking(false)}
        />
      )}
    </Sheet>
  );
}
