/** Writes scores for people. */
import { useLocale, useModels } from "./appContext";

/** Returns a function that writes a score as a percentage; null where scores are not calibrated. */
export function useScoreText(): (score: number) => string | null {
  const locale = useLocale();
  const models = useModels();
  const isCalibrated = models.phase === "ready" && models.models.calibrated;
  return (score) => (isCalibrated ? locale.percent(score) : null);
}
