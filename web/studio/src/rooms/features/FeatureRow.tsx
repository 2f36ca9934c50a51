/** A row of the Features room: what a feature is, what it adds, and what can be done with it. */
import type { ReactNode } from "react";
import { IconButton } from "../../components/Button";
import { useLocale } from "../../state/localeContext";
import { useMay } from "../../state/mayDo";
import { GainMark } from "./GainMark";
import type { PhraseList } from "./featureData";
import style from "./features.module.css";

export interface FeatureRowProps {
  readonly name: string;
  readonly gain: PhraseList["gain"];
  readonly reach: number;
  readonly children: ReactNode;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

export function FeatureRow({ name, gain, reach, children, onEdit, onRemove }: FeatureRowProps) {
  const { t } = useLocale();
  const may = useMay()("removeFeature");
  return (
    <li className={style.row}>
      <div className={style.what}>{children}</div>
      <GainMark gain={gain} reach={reach} />
      {may && (
        <span className={style.acts}>
          <IconButton icon="edit" label={t("features.edit", { name })} onPress={onEdit} />
          <IconButton icon="remove" label={t("features.remove", { name })} onPress={onRemove} />
        </span>
      )}
    </li>
  );
}
