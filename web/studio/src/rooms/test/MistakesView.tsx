/** The mistakes, those made with the most confidence first; filters stand in the address. */
import { Button } from "../../components/Button";
import { Select } from "../../components/Field";
import { useLocale } from "../../state/localeContext";
import { useSearch } from "../../state/useSearch";
import { filterOf, NONE_OF_THESE, SORTS } from "./answerFilter";
import { AnswerList } from "./AnswerList";
import style from "./test.module.css";

const SORT_WORDS = {
  mistakes: "test.sortMistakes",
  "sure mistakes": "test.sortSureMistakes",
  "not sure": "test.sortNotSure",
  right: "test.sortRight",
  all: "test.sortAll",
} as const;

export function MistakesView({ run }: { readonly run: number }) {
  const locale = useLocale();
  const { t } = locale;
  const [search, change] = useSearch();
  const filter = filterOf(search);
  const named = (label: string) => (label === NONE_OF_THESE ? t("test.noneOfThese") : label);
  const chosen = [
    filter.least_score !== undefined && {
      name: "least",
      text: t("test.leastScore", { score: locale.percent(filter.least_score) }),
    },
    filter.missed !== undefined && {
      name: "missed",
      text: t("test.missedLabel", { label: filter.missed }),
    },
    filter.wrong !== undefined && {
      name: "wrong",
      text: t("test.wrongLabel", { label: filter.wrong }),
    },
    filter.truth !== undefined && {
      name: "truth",
      text: t("test.truthLabel", { label: named(filter.truth) }),
    },
    filter.answer !== undefined && {
      name: "answer",
      text: t("test.answerLabel", { label: named(filter.answer) }),
    },
  ].filter((each) => each !== false);
  return (
    <>
      <div className={style.filters}>
        <Select
          label={t("test.show")}
          quiet
          value={filter.sort}
          choices={SORTS.map((each) => ({ value: each, text: t(SORT_WORDS[each]) }))}
          onChange={(sort) => change({ sort: sort === "mistakes" ? null : sort })}
        />
        {chosen.map((each) => (
          <Button
            key={each.name}
            small
            icon="close"
            onPress={() => change({ [each.name]: null })}
            aria-label={t("test.removeFilter", { filter: each.text })}
          >
            {each.text}
          </Button>
        ))}
      </div>
      <AnswerList
        run={run}
        filter={filter}
        nothing={t(filter.sort === "mistakes" ? "test.noMistakes" : "test.noneFit")}
      />
    </>
  );
}
