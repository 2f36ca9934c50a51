/** The result of a sighting: the breed, how sure it is, the alternatives, and the actions. */
import { lazy, Suspense, useState } from "react";
import { breedOf } from "../breeds/breedCatalogue";
import { Confetti } from "../components/Confetti";
import { Icon, Paw } from "../components/Icon";
import { ImageCanvas } from "../components/ImageCanvas";
import { Sheet } from "../components/Sheet";
import { MARGIN } from "../detection/dogFinder";
import { rarityOf } from "../game/rarity";
import { squareAround, wholeOf } from "../images/geometry";
import { useLocale, useModels } from "../state/appContext";
import { href } from "../state/router";
import { useScoreText } from "../state/useScoreText";
import { BreedPicker } from "./BreedPicker";
import { Alternatives, ConfidenceMeter } from "./Confidence";
import { FulfilledQuests } from "./FulfilledQuests";
import { BreedHeatMap, type HeatMapState } from "./BreedHeatMap";
import { PhotoHints } from "./PhotoHints";
import { useCatchResult, type ResultOptions } from "./useCatchResult";

const BreedChoice = lazy(() => import("./BreedChoice"));
const BreedSummary = lazy(() => import("./BreedSummary"));

export function ResultSheet(options: ResultOptions) {
  const { sighting, onClose } = options;
  const { prediction, image, box } = sighting;
  const result = useCatchResult(options);
  const { caught, isNew, breed, isGiven, isNamed, mine, isBusy } = result;
  const locale = useLocale();
  const { t } = locale;
  const models = useModels();
  const scoreText = useScoreText()(prediction.score);
  const [isExplained, setExplained] = useState(false);
  const [heatMap, setHeatMap] = useState<HeatMapState>("working");
  const [isPicking, setPicking] = useState(false);
  const part = squareAround(box, MARGIN, image);
  const isNoDog = prediction.kind === "none";
  const [first, second] = prediction.alternatives;
  const isEither = prediction.kind === "either" && !isNamed;
  const rarity = rarityOf(breedOf(breed) ?? { group: "hound", rank: null });
  const title = mine
    ? t("result.mine", { name: mine.name })
    : isNamed
      ? locale.breed(breed)
      : isEither
        ? t("result.either", { one: locale.breed(first!.id), other: locale.breed(second!.id) })
        : t(isNoDog ? "result.none" : "result.unsure");
  /** Closes the picker with an answer. */
  const pick = (act: () => void): void => {
    setPicking(false);
    act();
  };
  return (
    <Sheet title={title} onClose={onClose} quiet>
      {isNew && <Confetti />}
      <article className={`result ${isNamed ? "named" : prediction.kind}`}>
        <div className="card-photo">
          <ImageCanvas
            image={image}
            part={isNoDog ? wholeOf(image) : part}
            label={t("result.photo")}
          >
            {isExplained && models.phase === "ready" && (
              <BreedHeatMap
                image={image}
                part={part}
                breed={breed}
                models={models.models}
                onState={setHeatMap}
              />
            )}
          </ImageCanvas>
          {isNew && <p className="ribbon">{t("result.new")}</p>}
        </div>
        <div className="result-words">
          {isNamed && rarity && <p className={`rarity ${rarity}`}>{t(`rarity.${rarity}`)}</p>}
          <p className="answer" aria-hidden="true">
            {title}
          </p>
          {mine && <p>{t("result.mine.breed", { breed: locale.breed(breed) })}</p>}
          {mine && <ConfidenceMeter score={prediction.mine!.score} name={mine.name} />}
          {isNamed && !isGiven && !mine && <ConfidenceMeter score={prediction.score} />}
          {isGiven && <p>{t("result.given")}</p>}
          {isNamed && (
            <Suspense fallback={null}>
              <BreedSummary id={breed} isCaught={caught !== null} />
            </Suspense>
          )}
          {isEither && (
            <>
              <p>{t("result.either.why")}</p>
              <Suspense fallback={<p role="status">{t("loading")}</p>}>
                <BreedChoice
                  breeds={[first!, second!]}
                  disabled={isBusy}
                  onPick={(id) => result.name(id)}
                />
              </Suspense>
            </>
          )}
          {!isNamed && !isEither && (
            <>
              {isNoDog ? (
                scoreText !== null && <p>{t("result.none.why", { score: scoreText })}</p>
              ) : (
                <p>{t("result.unsure.why")}</p>
              )}
              <PhotoHints image={image} part={part} kind={prediction.kind} />
            </>
          )}
          {!isNoDog && !isGiven && !isEither && (
            <Alternatives
              breeds={prediction.alternatives}
              isNamed={isNamed}
              disabled={isBusy}
              onPick={(id) => result.name(id)}
            />
          )}
          <div className="actions">
            {isNamed && !caught && (
              <button type="button" className="primary" disabled={isBusy} onClick={result.keep}>
                <Paw size={22} />
                {t("result.catch")}
              </button>
            )}
            {caught && (
              <a className="primary" href={href("breed", breed)}>
                {t("result.kennel")}
              </a>
            )}
            {!isNoDog && (
              <button
                type="button"
                className="secondary"
                aria-pressed={isExplained}
                onClick={() => setExplained(!isExplained)}
              >
                <Icon name="heat" />
                {t("result.why")}
              </button>
            )}
            {caught && (
              <button
                type="button"
                className="secondary"
                disabled={isBusy}
                onClick={result.release}
              >
                <Icon name="trash" />
                {t("result.release")}
              </button>
            )}
            <button
              type="button"
              className="secondary"
              disabled={isBusy}
              onClick={() => setPicking(true)}
            >
              <Icon name="pencil" />
              {t(isNamed ? "result.wrong" : "result.know")}
            </button>
          </div>
          {isExplained && (
            <p className="fine" role="status">
              {t(`result.why.${heatMap}`, { breed: locale.breed(breed) })}
            </p>
          )}
          {caught && (
            <p className="saved" role="status">
              {t(isNew ? "result.caught.new" : "result.caught", { breed: locale.breed(breed) })}
            </p>
          )}
          {caught && <FulfilledQuests caught={caught} />}
        </div>
      </article>
      {isPicking && (
        <BreedPicker
          title={t("picker.title")}
          likely={isNoDog ? [] : prediction.alternatives.map(({ id }) => id)}
          onPick={(id) => pick(() => result.name(id))}
          onNoDog={isNoDog ? undefined : () => pick(result.denyDog)}
          notMine={mine ? { name: mine.name, onPick: () => pick(result.denyMine) } : undefined}
          onClose={() => setPicking(false)}
        />
      )}
    </Sheet>
  );
}
