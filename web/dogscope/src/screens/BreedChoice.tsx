/** Two breeds that are left, each with what tells it from the other; the user chooses. */
import { differences } from "../breeds/breedFacts";
import { BreedDrawing } from "../components/BreedDrawing";
import type { ScoredBreed } from "../detection/dogPrediction";
import { useLocale } from "../state/appContext";
import { useScoreText } from "../state/useScoreText";
import { traitText } from "./differenceText";

interface BreedChoiceProps {
  readonly breeds: readonly [ScoredBreed, ScoredBreed];
  readonly disabled: boolean;
  readonly onPick: (id: string) => void;
}

const MOST_TRAITS = 3;

export default function BreedChoice({ breeds, disabled, onPick }: BreedChoiceProps) {
  const locale = useLocale();
  const { t } = locale;
  const scoreText = useScoreText();
  const [one, two] = breeds;
  const pairs = [
    { breed: one, found: differences(one.id, two.id) },
    { breed: two, found: differences(two.id, one.id) },
  ];
  return (
    <>
      <ul className="breed-choice">
        {pairs.map(({ breed: { id, score }, found }) => (
          <li key={id}>
            <button type="button" disabled={disabled} onClick={() => onPick(id)}>
              <BreedDrawing id={id} inColour />
              <strong>{locale.breed(id)}</strong>
              <small>{scoreText(score)}</small>
              {found.slice(0, MOST_TRAITS).map((difference) => (
                <span key={difference.kind}>{traitText(difference, locale)}</span>
              ))}
            </button>
          </li>
        ))}
      </ul>
      {pairs[0]!.found.length === 0 && <p className="fine">{t("breed.alike.none")}</p>}
    </>
  );
}
