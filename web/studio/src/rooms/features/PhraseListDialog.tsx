/** The dialog in which a phrase list is written. */
import { useState } from "react";
import { ListBox, ListBoxItem } from "react-aria-components";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Switch, TextField } from "../../components/Field";
import { Icon } from "../../components/Icon";
import { ErrorNotice } from "../../components/States";
import { useLocale } from "../../state/localeContext";
import { useProject } from "../../state/project";
import { useChangeFeatures, type PhraseList } from "./featureData";
import { phrasesOf } from "./gains";
import style from "./features.module.css";

export interface PhraseListDialogProps {
  /** The list to change; undefined for a new one. */
  readonly list: PhraseList | undefined;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

export function PhraseListDialog({ list, onClose, onSaved }: PhraseListDialogProps) {
  const { t } = useLocale();
  const { labels } = useProject();
  const change = useChangeFeatures();
  const [name, setName] = useState(list?.name ?? "");
  const [text, setText] = useState(list?.phrases.join("\n") ?? "");
  const [some, setSome] = useState(list?.labels != null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(list?.labels ?? []));
  const phrases = phrasesOf(text);
  const ready = name.trim() !== "" && phrases.length > 0 && (!some || chosen.size > 0);
  const save = () =>
    change.mutate(
      {
        change: {
          do: "set-phrase-list",
          body: {
            name: name.trim(),
            phrases,
            labels: some ? [...chosen] : null,
            instead_of: list?.name ?? null,
          },
        },
      },
      {
        onSuccess: () => {
          onSaved();
          onClose();
        },
      },
    );
  return (
    <Dialog
      open
      title={t(list === undefined ? "features.newList" : "features.changeList")}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("shell.cancel")}</Button>
          <Button tone="main" isPending={change.isPending} isDisabled={!ready} onPress={save}>
            {t("features.save")}
          </Button>
        </>
      }
    >
      <div className={style.form}>
        <TextField label={t("features.name")} value={name} onChange={setName} autoFocus />
        <TextField
          label={t("features.phrases")}
          hint={t("features.phrasesHint", { n: phrases.length })}
          lines={7}
          value={text}
          onChange={setText}
        />
        <Switch on={some} onChange={setSome}>
          {t("features.someLabels")}
        </Switch>
        {some && (
          <ListBox
            className={style.labels ?? ""}
            aria-label={t("features.helpsWith")}
            selectionMode="multiple"
            selectedKeys={chosen}
            onSelectionChange={(keys) =>
              setChosen(
                new Set(keys === "all" ? labels.map((each) => each.name) : [...keys].map(String)),
              )
            }
          >
            {labels.map((each) => (
              <ListBoxItem
                key={each.name}
                id={each.name}
                textValue={each.name}
                className={style.label ?? ""}
              >
                {({ isSelected }) => (
                  <>
                    <span className={style.tick}>{isSelected && <Icon name="check" />}</span>
                    {each.name}
                  </>
                )}
              </ListBoxItem>
            ))}
          </ListBox>
        )}
        {change.error !== null && <ErrorNotice error={change.error} />}
      </div>
    </Dialog>
  );
}
