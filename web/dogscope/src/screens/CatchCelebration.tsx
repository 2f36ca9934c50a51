/** The celebration of a catch: its points, the level, its place in the kennel, and new badges. */
import { useEffect, useEffectEvent, useState, type ReactNode } from "react";
import { Icon, type IconName } from "../components/Icon";
import { levelShare, type CatchReward } from "../game/catchReward";
import type { MessageKey } from "../locales/locale";
import { useLocale, useUserData } from "../state/appContext";
import { playSound, type Sound } from "../state/soundEffects";

/** Milliseconds of the celebration of a first catch, and of another one. */
export const CELEBRATION = { long: 2400, short: 1300 } as const;

/** Milliseconds at which each part begins; the styles know them by `--begin`. */
const TIMES = {
  long: { points: 350, level: 750, slot: 1350, badge: 1700 },
  short: { points: 100, level: 250, slot: 500, badge: 750 },
} as const;
/** The part of the level's bar's time after which it is full, where the level rises. */
const FULL_AFTER = 360;
const COUNTING = 650;

export type CelebrationLength = keyof typeof CELEBRATION;

interface CatchCelebrationProps {
  readonly reward: CatchReward;
  readonly length: CelebrationLength;
  /** Whether it moves; else it shows its end. */
  readonly isRunning: boolean;
  /** The place in the kennel, whose `.slot-filled` appears. */
  readonly slot: ReactNode;
  /** The place in words: "12 of 120 in your kennel". */
  readonly place: string;
}

/** Screen readers hear the same in one sentence (`rewardText`), so all of it is hidden from them. */
export function CatchCelebration(props: CatchCelebrationProps) {
  const { reward, length, isRunning, slot, place } = props;
  const locale = useLocale();
  const { t } = locale;
  const { points, before, after, badges } = reward;
  const isRisen = after.level > before.level;
  const times = TIMES[length];
  useSounds(isRunning, isRisen ? times.level + FULL_AFTER : null, badges.length, times.badge);
  const beginAt = (milliseconds: number): React.CSSProperties =>
    ({ "--begin": `${milliseconds}ms` }) as React.CSSProperties;
  return (
    <div className="celebration" data-running={isRunning} aria-hidden="true">
      <p className="gained" style={beginAt(times.points)}>
        <strong>
          +{isRunning ? <CountUp to={points} after={times.points} /> : locale.number(points)}
        </strong>
        <span>{t("reward.points")}</span>
      </p>
      <div className={isRisen ? "gained-level risen" : "gained-level"} style={beginAt(times.level)}>
        <p>
          <strong>{t(isRisen ? "reward.level" : "me.level", { level: after.level })}</strong>
          <span>{t("reward.left", { n: after.to - after.points, next: after.level + 1 })}</span>
        </p>
        <div className="level-bar">
          <span
            style={
              {
                "--from": levelShare(before),
                "--to": levelShare(after),
              } as React.CSSProperties
            }
          />
        </div>
      </div>
      <div className="gained-slot" style={beginAt(times.slot)}>
        {slot}
        <p>{place}</p>
      </div>
      {badges.map(({ key, icon }, at) => (
        <div key={key} className="gained-badge" style={beginAt(times.badge + 120 * at)}>
          <span className="badge-icon">
            <Icon name={icon as IconName} size={26} />
          </span>
          <p>
            <strong>{t(`badge.${key}` as MessageKey)}</strong>
            <span>{t("reward.badge")}</span>
          </p>
        </div>
      ))}
    </div>
  );
}

/** A number that counts up from 0. */
function CountUp({ to, after }: { to: number; after: number }) {
  const locale = useLocale();
  const [shown, setShown] = useState(0);
  useEffect(() => {
    const start = performance.now() + after;
    let frame = requestAnimationFrame(function step(now) {
      const part = Math.min(1, Math.max(0, (now - start) / COUNTING));
      setShown(Math.round(to * (1 - (1 - part) ** 3)));
      if (part < 1) frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [to, after]);
  return locale.number(shown);
}

/** Plays the sounds of a new level and of a new badge; none once the celebration is over. */
function useSounds(
  isRunning: boolean,
  levelAt: number | null,
  badges: number,
  badgeAt: number,
): void {
  const { settings } = useUserData();
  const play = useEffectEvent((sound: Sound) => playSound(sound, settings));
  useEffect(() => {
    if (!isRunning) return;
    const timers: ReturnType<typeof setTimeout>[] = [];
    if (levelAt !== null) timers.push(setTimeout(() => play("level"), levelAt));
    if (badges > 0) timers.push(setTimeout(() => play("badge"), badgeAt));
    return () => timers.forEach(clearTimeout);
  }, [isRunning, levelAt, badges, badgeAt]);
}
