/** A real function from the inside: places, sums, scores, and the examples that pull. */
import { Skeleton } from "../../components/States";
import { useLocale } from "../../state/localeContext";
import { useSearch } from "../../state/useSearch";
import { Chapter } from "./Chapter";
import { Choices } from "./Choices";
import { likeliest, useFollowed } from "./followed";
import { LabelScores } from "./LabelScores";
import { LabelSum } from "./LabelSum";
import { PlacesThatSpeak } from "./PlacesThatSpeak";
import { PullingExamples } from "./PullingExamples";
import { WordsThatSpeak } from "./WordsThatSpeak";
import style from "./chapters.module.css";

const MOST_LABELS = 6;

export function FunctionChapter() {
  const { t } = useLocale();
  const followed = useFollowed();
  const [search, change] = useSearch();
  if (followed === null) return <Skeleton lines={6} />;
  const { view, own } = followed;
  const other = t("inside.otherThings");
  const labels = likeliest(followed).slice(0, MOST_LABELS);
  const nameOf = (label: string | null) => label ?? other;
  const chosen = labels.find((each) => nameOf(each.label) === search.get("label")) ?? labels[0]!;
  const name = nameOf(chosen.label);
  return (
    <Chapter
      title={own ? t("inside.own") : t("inside.shipped")}
      words={[
        own ? t("inside.own1") : t("inside.shipped1", { name: followed.name }),
        t("inside.function1"),
      ]}
    >
      <Choices
        label={t("inside.whichLabel")}
        value={name}
        choices={labels.map((each) => ({ value: nameOf(each.label), text: nameOf(each.label) }))}
        onChange={(label) => change({ label }, true)}
      />
      {followed.picture !== null && chosen.places !== null && (
        <section className={style.part}>
          <h3>{t("inside.places")}</h3>
          <PlacesThatSpeak followed={followed} label={chosen} name={name} />
        </section>
      )}
      {view.words.length > 0 && (
        <section className={style.part}>
          <h3>{t("inside.words")}</h3>
          <WordsThatSpeak words={view.words} answer={view.answer ?? name} />
        </section>
      )}
      <section className={style.part}>
        <h3>{t("inside.sum", { label: name })}</h3>
        <LabelSum label={chosen} channels={view.embedding.values.length} />
      </section>
      <section className={style.part}>
        <h3>{t("inside.scores")}</h3>
        <LabelScores followed={followed} labels={labels} nameOf={nameOf} />
      </section>
      {own && (
        <section className={style.part}>
          <h3>{t("inside.pulls")}</h3>
          <PullingExamples view={view} label={chosen} name={name} />
        </section>
      )}
    </Chapter>
  );
}
