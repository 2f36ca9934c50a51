/** What a catch has brought, in one sentence for screen readers. */
import type { CatchReward } from "../game/catchReward";
import type { Locale, MessageKey } from "../locales/locale";

/** @param place - the catch's place in the kennel, in words. */
export function rewardText(reward: CatchReward, place: string, locale: Locale): string {
  const { t } = locale;
  const { points, before, after, badges } = reward;
  const names = badges.map(({ key }) => t(`badge.${key}` as MessageKey));
  return [
    t("reward.said.points", { n: points }),
    ...(after.level > before.level ? [t("reward.level", { level: after.level })] : []),
    ...(names.length > 0 ? [t("reward.said.badges", { names: locale.list(names) })] : []),
    t("reward.said.place", { place }),
  ].join(" ");
}
