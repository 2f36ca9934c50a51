/** The patterns of sentences of a project of texts. */
import { useState } from "react";
import { Button } from "../../components/Button";
import { LabelChip } from "../../components/LabelChip";
import { Panel } from "../../components/Page";
import { useLocale } from "../../state/localeContext";
import { useMay } from "../../state/mayDo";
import { FeatureRow } from "./FeatureRow";
import { PatternDialog } from "./PatternDialog";
import { useChangeFeatures, type Pattern } from "./featureData";
import style from "./features.module.css";

export function PatternPanel({
  patterns,
  reach,
  onChanged,
}: {
  readonly patterns: readonly Pattern[];
  readonly reach: number;
  readonly onChanged: () => void;
}) {
  const { t } = useLocale();
  const change = useChangeFeatures();
  const may = useMay()("setPattern");
  const [edited, setEdited] = useState<Pattern | "new">();
  const remove = ({ pattern, label }: Pattern) =>
    change.mutate({
      change: { do: "remove", body: { name: pattern } },
      back: { do: "set-pattern", body: { pattern, label, instead_of: null } },
      text: t("features.removed", { name: pattern }),
    });
  return (
    <Panel
      title={t("features.patterns")}
      tools={
        may && (
          <Button small icon="add" onPress={() => setEdited("new")}>
            {t("features.addPattern")}
          </Button>
        )
      }
    >
      <p className={style.lead}>{t("features.patternsText")}</p>
      {patterns.length > 0 && (
        <ul className={style.rows}>
          {patterns.map((each) => (
            <FeatureRow
              key={`${each.pattern} ${each.label}`}
              name={each.pattern}
              gain={each.gain}
              reach={reach}
              onEdit={() => setEdited(each)}
              onRemove={() => remove(each)}
            >
              <code className={style.pattern}>{each.pattern}</code>
              <p>
                <LabelChip label={each.label} />
              </p>
            </FeatureRow>
          ))}
        </ul>
      )}
      {edited !== undefined && (
        <PatternDialog
          pattern={edited === "new" ? undefined : edited}
          onClose={() => setEdited(undefined)}
          onSaved={onChanged}
        />
      )}
    </Panel>
  );
}
