/** The walk that goes on: it is taken down, and a pill shows its time on every screen. */
import { lazy, Suspense, useEffect, useEffectEvent } from "react";
import { Icon } from "../components/Icon";
import { useApp, useLocale, useUserData } from "../state/appContext";
import { useNow } from "../state/useNow";
import { useShowError } from "../state/useShowError";
import { useStore } from "../store/stateStore";
import { clockText, durationText } from "../walks/durationText";
import { openedWalk } from "../walks/openedWalk";
import { endForgotten, forgottenAt, openWalk, trackWalk, walkTrouble } from "../walks/walkTracker";
import { keepScreenOn } from "./wakeLock";

/** Milliseconds between two looks at whether the walk was forgotten. */
const FORGET_EVERY = 60_000;
const WalkSheet = lazy(() => import("./WalkSheet"));

export function WalkPill() {
  const { userData } = useApp();
  const { t } = useLocale();
  const { walks } = useUserData();
  const showError = useEffectEvent(useShowError());
  const openedId = useStore(openedWalk);
  const going = openWalk(walks);
  const id = going?.id ?? null;
  const opened = walks.find((each) => each.id === openedId) ?? null;
  useEffect(() => {
    const walk = userData.value.walks.find((each) => each.id === id);
    if (!walk) return;
    const forget = (): void => void endForgotten(userData, walk.id).catch(showError);
    if (forgottenAt(walk, Date.now()) !== null) return forget();
    const stop = trackWalk(userData, walk.id, (error) => showError(error));
    const releaseScreen = keepScreenOn(() => undefined);
    const forgetting = setInterval(forget, FORGET_EVERY);
    return () => {
      clearInterval(forgetting);
      stop();
      releaseScreen();
    };
  }, [userData, id]);
  return (
    <>
      {going && <RunningPill since={going.at} onOpen={() => openedWalk.set(going.id)} />}
      {opened && (
        <Suspense fallback={<p className="unseen">{t("loading")}</p>}>
          <WalkSheet walk={opened} onClose={() => openedWalk.set(null)} />
        </Suspense>
      )}
    </>
  );
}

interface RunningPillProps {
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly onOpen: () => void;
}

function RunningPill({ since, onOpen }: RunningPillProps) {
  const locale = useLocale();
  const now = useNow(1000);
  const trouble = useStore(walkTrouble);
  const time = Math.max(0, now - since);
  return (
    <button
      type="button"
      className={trouble ? "walk-pill trouble" : "walk-pill"}
      aria-label={locale.t("walk.going", { time: durationText(time, locale) })}
      onClick={onOpen}
    >
      <Icon name="route" size={20} />
      <span aria-hidden="true">{clockText(time)}</span>
    </button>
  );
}
