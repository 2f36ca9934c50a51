/** What is behind an answer: how sure it is, facts about the breed, other breeds, and what may help. */
import { lazy, Suspense } from "react";
import type { Box } from "../images/geometry";
import { useLocale } from "../state/appContext";
import type { Sighting } from "../state/catchActions";
import { useScoreText } from "../state/useScoreText";
import { mixText, namedMix } from "../state/catchName";
import { Alternatives, ConfidenceMeter } from "./Confidence";
import { PhotoHints } from "./PhotoHints";
import type { CatchResult } from "./useCatchResult";

const BreedChoice = lazy(() => import("./BreedChoice"));
const BreedSummary = lazy(() => import("./BreedSummary"));

interface ResultDetailsProps {
  readonly sighting: Sighting;
  /** The part of the image that was classified. */
  readonly part: Box;
  readonly result: CatchResult;
}

export function ResultDetails({ sighting, part, result }: ResultDetailsProps) {
  const { prediction, image } = sighting;
  const { named, isGiven, isNamed, mine, isBusy } = result;
  const locale = useLocale();
  const { t } = locale;
  const scoreText = useScoreText()(prediction.score);
  const isNoDog = prediction.kind === "none";
  const isEither = prediction.kind === "either" && !isNamed;
  const { alternatives } = prediction;
  return (
    <>
      {mine && <p>{t("result.mine.breed", { breed: locale.breedWithin(named.breed) })}</p>}
      {mine && <ConfidenceMeter score={prediction.mine!.score} name={mine.name} />}
      {isNamed && !isGiven && !mine && <ConfidenceMeter score={prediction.score} />}
      {named.mix && <p>{mixText(named.mix, alternatives, locale)}</p>}
      {isGiven && <p>{t(named.mix ? "mix.given" : "result.given")}</p>}
      {isNamed && !named.mix && (
        <Suspense fallback={null}>
          <BreedSummary id={named.breed} isCaught={result.caught !== null} />
        </Suspense>
      )}
      {isEither && (
        <>
          <p>{t("result.either.why")}</p>
          <Suspense fallback={<p role="status">{t("loading")}</p>}>
            <BreedChoice
              breeds={[alternatives[0]!, alternatives[1]!]}
              disabled={isBusy}
              onPick={(breed) => result.name({ breed, mix: null })}
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
          breeds={alternatives}
          isNamed={isNamed}
          disabled={isBusy}
          onPick={(breed) => result.name({ breed, mix: null })}
        />
      )}
      {!isNoDog && !isNamed && (
        <div className="mix-offer">
          <h3>{t("mix.ask")}</h3>
          <p>{mixText(namedMix(alternatives).mix!, alternatives, locale)}</p>
          <p className="fine">{t("mix.why")}</p>
          <button
            type="button"
            className="secondary"
            disabled={isBusy}
            onClick={() => result.name(namedMix(alternatives))}
          >
            {t("mix.say")}
          </button>
        </div>
      )}
    </>
  );
}
