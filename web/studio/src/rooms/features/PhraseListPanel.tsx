/** The phrase lists of a project of texts. */
import { useState } from "react";
import { Button } from "../../components/Button";
import { LabelChip } from "../../components/LabelChip";
import { Panel } from "../../components/Page";
import { useLocale } from "../../state/localeContext";
import { useMay } from "../../state/mayDo";
import { FeatureRow } from "./FeatureRow";
import { PhraseListDialog } from "./PhraseListDialog";
import { useChangeFeatures, type PhraseList } from "./featureData";
import style from "./features.module.css";

const MOST_PHRASES = 12;

export function PhraseListPanel({
  lists,
  reach,
  onChanged,
}: {
  readonly lists: readonly PhraseList[];
  readonly reach: number;
  readonly onChanged: () => void;
}) {
  const { t } = useLocale();
  const change = useChangeFeatures();
  const may = useMay()("setPhraseList");
  const [edited, setEdited] = useState<PhraseList | "new">();
  const remove = ({ name, phrases, labels }: PhraseList) =>
    change.mutate({
      change: { do: "remove", body: { name } },
      back: { do: "set-phrase-list", body: { name, phrases, labels, instead_of: null } },
      text: t("features.removed", { name }),
    });
  return (
    <Panel
      title={t("features.lists")}
      tools={
        may && (
          <Button small icon="add" onPress={() => setEdited("new")}>
            {t("features.addList")}
          </Button>
        )
      }
    >
      <p className={style.lead}>{t("features.listsText")}</p>
      {lists.length > 0 && (
        <ul className={style.rows}>
          {lists.map((each) => (
            <FeatureRow
              key={each.name}
              name={each.name}
              gain={each.gain}
              reach={reach}
              onEdit={() => setEdited(each)}
              onRemove={() => remove(each)}
            >
              <h3>{each.name}</h3>
              <p className={style.values}>
                {each.phrases.slice(0, MOST_PHRASES).map((phrase) => (
                  <span key={phrase} className={style.value}>
                    {phrase}
                  </span>
                ))}
                {each.phrases.length > MOST_PHRASES && (
                  <span className={style.faint}>
                    {t("features.others", { n: each.phrases.length - MOST_PHRASES })}
                  </span>
                )}
              </p>
              {each.labels !== null && (
                <p className={style.values}>
                  <span className={style.faint}>{t("features.helpsWith")}</span>
                  {each.labels.map((label) => (
                    <LabelChip key={label} label={label} />
                  ))}
                </p>
              )}
            </FeatureRow>
          ))}
        </ul>
      )}
      {edited !== undefined && (
        <PhraseListDialog
          list={edited === "new" ? undefined : edited}
          onClose={() => setEdited(undefined)}
          onSaved={onChanged}
        />
      )}
    </Panel>
  );
}
