/** Plays a sound; a line over its spectrogram shows what is heard now. Space plays and stops. */
import { useEffect, useRef, useState } from "react";
import { useKeys } from "../state/keys";
import { useLocale } from "../state/localeContext";
import style from "./SoundPlayer.module.css";

export interface SoundPlayerProps {
  readonly src: string;
  /** The address of its spectrogram; null where there is none yet. */
  readonly picture: string | null;
  /** The sound's name, for screen readers. */
  readonly name: string;
  /** Whether it plays as soon as it is shown. */
  readonly begin?: boolean;
}

export function SoundPlayer({ src, picture, name, begin = false }: SoundPlayerProps) {
  const { t } = useLocale();
  const audio = useRef<HTMLAudioElement>(null);
  const line = useRef<HTMLSpanElement>(null);
  const [playing, setPlaying] = useState(false);
  const toggle = () => {
    const sound = audio.current;
    if (sound === null) return;
    if (sound.paused) void sound.play().catch(() => undefined);
    else sound.pause();
  };
  useKeys(t("shell.sound"), [{ keys: ["Space"], text: t("shell.playOrPause"), run: toggle }]);

  useEffect(() => {
    // A browser may want the person to press something first; Space is shown.
    if (begin) void audio.current?.play().catch(() => undefined);
  }, [src, begin]);

  // The player itself says only four times a second where it is.
  useEffect(() => {
    if (!playing) return;
    let frame = requestAnimationFrame(function move() {
      place(audio.current, line.current);
      frame = requestAnimationFrame(move);
    });
    return () => cancelAnimationFrame(frame);
  }, [playing]);

  return (
    <div className={style.player}>
      {picture !== null && (
        <div
          className={style.spectrogram}
          onClick={(event) => {
            const { left, width } = event.currentTarget.getBoundingClientRect();
            const sound = audio.current;
            if (sound === null || !Number.isFinite(sound.duration)) return;
            sound.currentTime = ((event.clientX - left) / width) * sound.duration;
            place(sound, line.current);
          }}
        >
          <img src={picture} alt="" draggable={false} decoding="async" />
          <span ref={line} className={style.line} />
        </div>
      )}
      <audio
        ref={audio}
        className={style.controls}
        src={src}
        controls
        preload="auto"
        aria-label={name}
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onTimeUpdate={() => place(audio.current, line.current)}
      />
    </div>
  );
}

function place(sound: HTMLAudioElement | null, line: HTMLElement | null): void {
  if (sound === null || line === null || !(sound.duration > 0)) return;
  line.style.insetInlineStart = `${(100 * sound.currentTime) / sound.duration}%`;
}
