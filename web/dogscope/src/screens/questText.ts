/** A quest in the user's language. */
import type { Quest } from "../game/quests";
import type { Locale } from "../locales/locale";

export function questText({ task }: Quest, { t }: Locale): string {
  if (task.of === "week") return t(`quest.week.${task.kind}`);
  switch (task.kind) {
    case "group":
      return t(`quest.group.${task.group as "terrier"}`);
    case "letter":
      return t("quest.letter", { letter: task.letter });
    default:
      return t(`quest.${task.kind}`);
  }
}
