/** The quests that a catch has just fulfilled, each as a chip. */
import { Icon } from "../components/Icon";
import { questsFulfilledBy } from "../game/quests";
import { useLocale, useUserData } from "../state/appContext";
import type { Catch } from "../storage/userRecords";
import { questText } from "./questText";

export function FulfilledQuests({ caught }: { readonly caught: Catch }) {
  const locale = useLocale();
  const { t } = locale;
  const quests = questsFulfilledBy(caught, useUserData(), locale.breed);
  if (quests.length === 0) return null;
  return (
    <div role="status">
      <ul className="fulfilled">
        {quests.map((quest) => (
          <li key={quest.task.of} className="chip">
            <Icon name="flag" size={18} />
            <span>
              {t("quest.fulfilled", { quest: questText(quest, locale) })}
              {quest.points > 0 && <> · {t("quest.points", { points: quest.points })}</>}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
