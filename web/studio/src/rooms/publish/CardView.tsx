/** The card of the next version: what people write, beside what it will be. */
import { useEffect, useState } from "react";
import { Button } from "../../components/Button";
import { TextField } from "../../components/Field";
import { Panel } from "../../components/Page";
import { ErrorNotice, Skeleton } from "../../components/States";
import { useLocale } from "../../state/localeContext";
import { useMay } from "../../state/mayDo";
import { useProject } from "../../state/project";
import { toast } from "../../state/toasts";
import { CardText } from "./CardText";
import { useCardNotes, usePreview, useWriteCard } from "./publishData";
import style from "./publish.module.css";

const NOTES = ["purpose", "limits", "licence", "contact"] as const;
type Note = (typeof NOTES)[number];
type Notes = Readonly<Record<Note, string>>;
const LONGEST = 4_000; // characters
const LINES: Readonly<Record<Note, number>> = { purpose: 4, limits: 4, licence: 2, contact: 1 };

export function CardView() {
  const { t } = useLocale();
  const project = useProject();
  const stored = useCardNotes();
  const write = useWriteCard();
  const writes = useMay()("writeCardNotes");
  const preview = usePreview(project.last_run?.number ?? null, null);
  const [draft, setDraft] = useState<Partial<Notes>>({});
  const changed = NOTES.some(
    (each) => draft[each] !== undefined && draft[each] !== stored.data?.[each],
  );
  // A page that is left with a draft asks first.
  useEffect(() => {
    if (!changed) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [changed]);
  const save = () =>
    write.mutate(
      { ...stored.data!, ...draft },
      {
        onSuccess: () => {
          setDraft({});
          toast({ text: t("publish.cardSaved") });
        },
      },
    );
  return (
    <div className={style.sideBySide}>
      {writes && (
        <Panel title={t("publish.yourWords")}>
          <p className={style.soft}>{t("publish.yourWordsText")}</p>
          {stored.error !== null && (
            <ErrorNotice error={stored.error} retry={() => void stored.refetch()} />
          )}
          {stored.data === undefined ? (
            stored.error === null && <Skeleton lines={6} />
          ) : (
            <>
              {NOTES.map((each) => (
                <TextField
                  key={each}
                  label={t(`publish.note_${each}`)}
                  hint={t(`publish.noteHint_${each}`)}
                  value={draft[each] ?? stored.data[each]}
                  onChange={(text) => setDraft({ ...draft, [each]: text })}
                  maxLength={LONGEST}
                  {...(LINES[each] > 1 && { lines: LINES[each] })}
                />
              ))}
              {write.error !== null && <ErrorNotice error={write.error} />}
              <div className={style.actions}>
                <Button
                  tone="main"
                  isDisabled={!changed}
                  isPending={write.isPending}
                  onPress={save}
                >
                  {t("publish.saveCard")}
                </Button>
                {changed && (
                  <Button tone="quiet" onPress={() => setDraft({})}>
                    {t("publish.discard")}
                  </Button>
                )}
              </div>
            </>
          )}
        </Panel>
      )}
      <Panel title={t("publish.nextCard")}>
        <p className={style.soft}>{t("publish.nextCardText")}</p>
        {preview.error !== null && (
          <ErrorNotice error={preview.error} retry={() => void preview.refetch()} />
        )}
        {preview.data !== undefined ? (
          <CardText markdown={preview.data.card} />
        ) : (
          preview.error === null && <Skeleton lines={10} />
        )}
      </Panel>
    </div>
  );
}
