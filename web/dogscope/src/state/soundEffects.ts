/** Synthesized sounds, and vibrations; both can be switched off. */
import type { Settings } from "../storage/userRecords";

type Note = readonly [frequency: number, start: number, seconds: number];

const TUNES = {
  lock: [[660, 0, 0.07]],
  lose: [
    [330, 0, 0.09],
    [262, 0.08, 0.14],
  ],
  caught: [
    [523, 0, 0.1],
    [659, 0.09, 0.1],
    [784, 0.18, 0.2],
  ],
  found: [
    [523, 0, 0.12],
    [659, 0.1, 0.12],
    [784, 0.2, 0.12],
    [1047, 0.3, 0.4],
    [1319, 0.42, 0.5],
  ],
  level: [
    [784, 0, 0.1],
    [988, 0.08, 0.1],
    [1175, 0.16, 0.1],
    [1568, 0.24, 0.4],
  ],
  badge: [
    [1047, 0, 0.08],
    [1568, 0.07, 0.3],
  ],
} satisfies Record<string, readonly Note[]>;

/** In milliseconds: on, off, on, and so on. */
const VIBRATIONS = {
  lock: 12,
  lose: [20, 40, 20],
  caught: 60,
  found: [60, 60, 60, 60, 160],
  level: [40, 40, 120],
  badge: 40,
};

export type Sound = keyof typeof TUNES;

let context: AudioContext | null = null;

/** Wakes the sounds at a touch: some browsers let sounds begin only then, not at an answer. */
export function unlockSounds(): void {
  if (context?.state === "suspended") void context.resume();
}

export function playSound(sound: Sound, settings: Settings): void {
  if (settings.vibration && "vibrate" in navigator) navigator.vibrate(VIBRATIONS[sound]);
  if (!settings.sound || typeof AudioContext === "undefined") return;
  try {
    context ??= new AudioContext();
    void context.resume();
    for (const [frequency, start, seconds] of TUNES[sound])
      note(context, frequency, start, seconds);
  } catch {
    // There is no device to play on; the screen shows the same.
  }
}

function note(audio: AudioContext, frequency: number, start: number, seconds: number): void {
  const at = audio.currentTime + start;
  const oscillator = audio.createOscillator();
  const gain = audio.createGain();
  oscillator.type = "triangle";
  oscillator.frequency.value = frequency;
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(0.16, at + 0.015);
  gain.gain.exponentialRampToValueAtTime(0.001, at + seconds);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(at);
  oscillator.stop(at + seconds + 0.05);
}
