/** Tested examples with their answers, page by page. */
import { useState } from "react";
import { Button } from "../../components/Button";
import { Switch } from "../../components/Field";
import { EmptyState, ErrorNotice, Skeleton } from "../../components/States";
import { useLocale } from "../../state/localeContext";
import { useProject } from "../../state/project";
import type { AnswerFilter } from "./answerFilter";
import { useAnswered } from "./testData";
import { AnswerCard } from "./AnswerCard";
import { AnswerDialog } from "./AnswerDialog";
import style from "./test.module.css";

export interface AnswerListProps {
  readonly run: number;
  readonly filter: AnswerFilter;
  /** What is said where nothing fits. */
  readonly nothing: string;
}

export function AnswerList({ run, filter, nothing }: AnswerListProps) {
  const { t } = useLocale();
  const { modality } = useProject();
  const [heat, setHeat] = useState(true);
  const [opened, setOpened] = useState<string | null>(null);
  const found = useAnswered(run, filter);
  if (found.error !== null)
    return <ErrorNotice error={found.error} retry={() => void found.refetch()} />;
  if (found.data === undefined) return <Skeleton lines={4} />;
  const all = found.data.pages.flatMap((page) => page.examples);
  const total = found.data.pages[0]?.total ?? 0;
  if (total === 0) return <EmptyState title={nothing} icon="check" />;
  const shown = all.filter((each) => each.example !== null);
  const at = shown.findIndex((each) => each.key === opened);
  const current = shown[at];
  const open = (place: number) => {
    const next = shown[place];
    return next === undefined ? null : () => setOpened(next.key);
  };
  return (
    <>
      <div className={style.listHead}>
        <p className={style.faint}>{t("test.shown", { shown: all.length, n: total })}</p>
        {modality === "image" && (
          <Switch on={heat} onChange={setHeat}>
            {t("test.showWhere")}
          </Switch>
        )}
      </div>
      <ul className={modality === "text" ? style.sentences : style.cards}>
        {all.map((each) => (
          <AnswerCard
            key={each.key}
            answered={each}
            run={run}
            heat={heat}
            onOpen={() => setOpened(each.key)}
          />
        ))}
      </ul>
      {found.hasNextPage && (
        <div className={style.row}>
          <Button isPending={found.isFetchingNextPage} onPress={() => void found.fetchNextPage()}>
            {t("test.more")}
          </Button>
        </div>
      )}
      {current?.example && (
        <AnswerDialog
          key={current.key}
          run={run}
          answered={current}
          example={current.example}
          onClose={() => setOpened(null)}
          onBack={open(at - 1)}
          onNext={open(at + 1)}
        />
      )}
    </>
  );
}
