/** Entities and regular expressions, which come from imports or from programs. */
import { IconButton } from "../../components/Button";
import { Panel } from "../../components/Page";
import { useLocale } from "../../state/localeContext";
import { useMay } from "../../state/mayDo";
import { GainMark } from "./GainMark";
import { useChangeFeatures, type Features } from "./featureData";
import style from "./features.module.css";

export function OtherFeatures({
  features,
  reach,
}: {
  readonly features: Features;
  readonly reach: number;
}) {
  const { t } = useLocale();
  const change = useChangeFeatures();
  const may = useMay()("removeFeature");
  const all = [...features.entities, ...features.expressions];
  if (all.length === 0) return null;
  return (
    <Panel title={t("features.entities")}>
      <p className={style.lead}>{t("features.entitiesText")}</p>
      <ul className={style.rows}>
        {all.map((each) => (
          <li key={each.name} className={style.row}>
            <div className={style.what}>
              <h3>{each.name}</h3>
              <p className={style.faint}>{each.how}</p>
            </div>
            <GainMark gain={each.gain} reach={reach} />
            {may && (
              <span className={style.acts}>
                <IconButton
                  icon="remove"
                  label={t("features.remove", { name: each.name })}
                  onPress={() =>
                    change.mutate({
                      change: { do: "remove", body: { name: each.name } },
                      text: t("features.removed", { name: each.name }),
                    })
                  }
                />
              </span>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
