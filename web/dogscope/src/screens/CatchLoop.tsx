/** The drawn dog that is caught, again and again: what the app does, before any download. */
import { useState } from "react";
import { Icon } from "../components/Icon";
import { useLocale } from "../state/appContext";

/** The drawn dog's breed. */
const VIZSLA = "n02100583";

interface CatchLoopProps {
  /** Whether it stands still, because the device has better things to do. */
  readonly isHeld: boolean;
}

export function CatchLoop({ isHeld }: CatchLoopProps) {
  const { t, breed } = useLocale();
  const [isPaused, setPaused] = useState(false);
  return (
    <div className="catch-loop" data-paused={isPaused || isHeld}>
      <div className="loop-view" aria-hidden="true">
        <img src="loop.jpg" alt="" width={640} height={480} />
        <svg className="loop-ring" viewBox="0 0 100 100">
          <circle className="track" cx="50" cy="50" r="46" />
          <circle className="ring" cx="50" cy="50" r="46" pathLength="1" />
          <path className="marks" d="M50 1v8M50 91v8M1 50h8M91 50h8" />
        </svg>
        <span className="loop-flash" />
        <span className="loop-name">{breed(VIZSLA)}</span>
      </div>
      <button
        type="button"
        className="round glass loop-pause"
        aria-label={t(isPaused ? "welcome.play" : "welcome.pause")}
        onClick={() => setPaused(!isPaused)}
      >
        <Icon name={isPaused ? "play" : "pause"} size={20} />
      </button>
    </div>
  );
}
