/** Who else has the project open. */
import { Icon } from "../../components/Icon";
import { useLocale } from "../../state/localeContext";
import { usePeopleHere } from "./labellingData";
import style from "./label.module.css";

export function PeopleHere() {
  const locale = useLocale();
  const found = usePeopleHere().data;
  const others = found?.people.map((each) => each.who).filter((each) => each !== found.you) ?? [];
  if (others.length === 0) return null;
  return (
    <span className={style.people} role="status">
      <Icon name="people" />
      {locale.t("label.alsoHere", { names: locale.list([...new Set(others)]) })}
    </span>
  );
}
