/** Writes scores for people. */
import { useStore } from "../store/stateStore";
import { useApp } from "./appContext";

/** Returns a function that writes a score as a percentage; null where scores are not calibrated. */
export function useScoreText(): (score: number) => string | null {
  const { locale, models } = useApp();
  const isCalibrated = useStore(models.classifier)?.calibrated === true;
  return (score) => (isCalibrated ? locale.percent(score) : null);
}
