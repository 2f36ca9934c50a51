/** Today: the quests of the day and of the week, and the streak. */
import { Icon } from "../components/Icon";
import { dayOf, timeOn } from "../game/calendarDay";
import { isDone, questOfDay, questOfWeek, type Quest } from "../game/quests";
import { streakOf, weekDays, type DayState } from "../game/streak";
import { useLocale, useUserData } from "../state/appContext";
import { useNow } from "../state/useNow";
import { questText } from "./questText";
import { StartWalk } from "./StartWalk";

export function TodayCard() {
  const locale = useLocale();
  const { t } = locale;
  const records = useUserData();
  const now = useNow();
  const today = dayOf({ at: now });
  const streak = streakOf(records.catches, today);
  const days = t("streak.days", { n: streak.days });
  return (
    <section className="today" aria-labelledby="today-title">
      <h2 id="today-title">{t("quest.title")}</h2>
      <ul className="quests">
        <QuestRow
          name={t("quest.day")}
          quest={questOfDay(today, records, locale.breed, { at: now })}
        />
        <QuestRow name={t("quest.week")} quest={questOfWeek(today, records)} />
      </ul>
      <div className="streak">
        <p>
          <strong>
            {streak.days === 0
              ? t("streak.none")
              : streak.off === 0
                ? days
                : t("streak.off", { n: streak.off, days })}
          </strong>
          {streak.days > 0 && <small>{t("streak.rest")}</small>}
        </p>
        <ul className="week" aria-label={t("streak.week")}>
          {weekDays(records.catches, today).map(({ day, state }) => (
            <WeekDay key={day} day={day} state={state} isToday={day === today} />
          ))}
        </ul>
      </div>
      <StartWalk />
    </section>
  );
}

function QuestRow({ name, quest }: { readonly name: string; readonly quest: Quest }) {
  const locale = useLocale();
  const { t } = locale;
  const { have, need, points } = quest;
  const isFulfilled = isDone(quest);
  const reward = points > 0 && t("quest.points", { points });
  return (
    <li className={isFulfilled ? "quest done" : "quest"}>
      <span className="quest-mark" aria-hidden="true">
        <Icon name={isFulfilled ? "check" : "flag"} size={22} />
      </span>
      <div>
        <small>{name}</small>
        <strong>{questText(quest, locale)}</strong>
        {need > 1 && !isFulfilled && (
          <progress max={need} value={have} aria-label={t("quest.progress", { have, need })} />
        )}
        <small>
          {[isFulfilled ? t("quest.done") : need > 1 && t("quest.progress", { have, need }), reward]
            .filter(Boolean)
            .join(" · ")}
        </small>
      </div>
    </li>
  );
}

const WORDS = {
  caught: "streak.caught",
  none: "streak.empty",
  today: "streak.today",
  later: "streak.later",
} as const satisfies Record<DayState, string>;

interface WeekDayProps {
  readonly day: number;
  readonly state: DayState;
  readonly isToday: boolean;
}

function WeekDay({ day, state, isToday }: WeekDayProps) {
  const { t, language } = useLocale();
  const noon = timeOn(day, 12);
  const weekday = (style: "long" | "narrow"): string =>
    new Intl.DateTimeFormat(language, { weekday: style }).format(noon);
  return (
    <li className={isToday ? `day-${state} is-today` : `day-${state}`}>
      <span className="unseen">{t(WORDS[state], { day: weekday("long") })}</span>
      <span aria-hidden="true">{weekday("narrow")}</span>
      <i aria-hidden="true">{state === "caught" && <Icon name="check" size={16} />}</i>
    </li>
  );
}
