/** A label of a test, or the words for none of them. */
import { LabelChip } from "../../components/LabelChip";
import { useLocale } from "../../state/localeContext";
import style from "./test.module.css";

export function LabelName({ label }: { readonly label: string | null }) {
  const { t } = useLocale();
  return label === null ? (
    <span className={style.none}>{t("test.noneOfThese")}</span>
  ) : (
    <LabelChip label={label} />
  );
}

/** The labels of an example or of an answer; none of them is said, too. */
export function LabelNames({ labels }: { readonly labels: readonly string[] }) {
  return labels.length === 0 ? (
    <LabelName label={null} />
  ) : (
    <>
      {labels.map((each) => (
        <LabelName key={each} label={each} />
      ))}
    </>
  );
}
