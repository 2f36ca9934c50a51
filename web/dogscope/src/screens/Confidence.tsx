/** How sure a prediction is, and its alternatives. */
import type { ScoredBreed } from "../detection/dogPrediction";
import type { MessageKey } from "../locales/locale";
import { useApp, useLocale } from "../state/appContext";
import { href } from "../state/router";
import { useScoreText } from "../state/useScoreText";
import { useStore } from "../store/stateStore";

/** Returns the message for a score: scores order the answers well, but are no frequencies. */
function confidenceKey(score: number, threshold: number): MessageKey {
  if (score >= 0.9) return "confidence.very";
  if (score >= 0.7) return "confidence.quite";
  return score >= threshold ? "confidence.fairly" : "confidence.not";
}

interface ConfidenceMeterProps {
  readonly score: number;
  /** The name of the user's own dog that the score is about; without it, it is about the breed. */
  readonly name?: string;
}

export function ConfidenceMeter({ score, name }: ConfidenceMeterProps) {
  const { locale, models } = useApp();
  const scoreText = useScoreText();
  const threshold = useStore(models.classifier)?.threshold ?? 0.5;
  return (
    <div className="meter">
      <div className="meter-bar" aria-hidden="true">
        <span style={{ width: `${100 * score}%` }} />
      </div>
      <p>
        {name !== undefined && <>{locale.t("result.mine.sure", { name })} </>}
        <strong>{locale.t(confidenceKey(score, threshold))}</strong>{" "}
        {/* The scores of taught dogs were not calibrated. */}
        {name === undefined && scoreText(score)}
      </p>
    </div>
  );
}

interface AlternativesProps {
  /** The best first. */
  readonly breeds: readonly ScoredBreed[];
  /** Whether the best breed is the answer: the others are links then, else all can be picked. */
  readonly isNamed: boolean;
  readonly disabled: boolean;
  readonly onPick: (id: string) => void;
}

export function Alternatives({ breeds, isNamed, disabled, onPick }: AlternativesProps) {
  const locale = useLocale();
  const scoreText = useScoreText();
  return (
    <div className="also">
      <h3>{locale.t(isNamed ? "result.also" : "result.perhaps")}</h3>
      <ul>
        {breeds.slice(isNamed ? 1 : 0, 3).map(({ id, score }) => (
          <li key={id}>
            {isNamed ? (
              <a href={href("breed", id)}>{locale.breed(id)}</a>
            ) : (
              <button type="button" className="chip" disabled={disabled} onClick={() => onPick(id)}>
                {locale.breed(id)}
              </button>
            )}
            <span>{scoreText(score)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
