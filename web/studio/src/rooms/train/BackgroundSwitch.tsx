/** Whether the project trains by itself as people label, and what the next training waits for. */
import { Switch } from "../../components/Field";
import { ErrorNotice } from "../../components/States";
import { useLocale } from "../../state/localeContext";
import { useMay } from "../../state/mayDo";
import { useRetraining, useSetRetraining } from "./trainData";
import style from "./train.module.css";

export function BackgroundSwitch() {
  const { t } = useLocale();
  const state = useRetraining();
  const change = useSetRetraining();
  const may = useMay()("setRetraining");
  const found = state.data;
  if (found === undefined) return null;
  const words = !found.allowed
    ? t("train.serverDoesNot")
    : !found.by_itself
      ? t("train.byItselfOff")
      : found.labels < found.labels_needed
        ? t("train.waitsForLabels")
        : t("train.waitsForNew", { n: Math.max(0, found.new_needed - found.new) });
  return (
    <div className={style.background}>
      <Switch
        on={found.by_itself && found.allowed}
        disabled={!may || !found.allowed || change.isPending}
        onChange={(on) => change.mutate(on)}
      >
        {t("train.byItself")}
      </Switch>
      <span className={style.faint}>{words}</span>
      {change.error !== null && <ErrorNotice error={change.error} />}
    </div>
  );
}
