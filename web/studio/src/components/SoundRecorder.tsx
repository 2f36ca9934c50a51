/** Records a sound with the microphone; it is a WAV file once the recording ends. */
import { useEffect, useRef, useState } from "react";
import { useLocale } from "../state/localeContext";
import { wavOfRecording } from "../state/soundFile";
import { Button } from "./Button";

export interface SoundRecorderProps {
  readonly onRecorded: (file: File) => void;
  readonly tone?: "main" | "quiet";
}

const LONGEST = 60_000; // milliseconds: an example is one thing to be heard

export function SoundRecorder({ onRecorded, tone }: SoundRecorderProps) {
  const { t } = useLocale();
  const [recorder, setRecorder] = useState<MediaRecorder | null>(null);
  const [problem, setProblem] = useState<"refused" | "failed" | null>(null);
  const shown = useRef(false);
  const latest = useRef(onRecorded);
  useEffect(() => {
    latest.current = onRecorded;
  });
  useEffect(() => {
    shown.current = true;
    return () => {
      shown.current = false;
    };
  }, []);
  useEffect(() => {
    if (recorder === null) return;
    const timer = setTimeout(() => recorder.stop(), LONGEST);
    return () => {
      clearTimeout(timer);
      if (recorder.state === "recording") recorder.stop();
    };
  }, [recorder]);

  const begin = async () => {
    setProblem(null);
    let stream: MediaStream | null = null;
    const release = () => {
      for (const each of stream?.getTracks() ?? []) each.stop();
    };
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      if (!shown.current) return release(); // the person left before they allowed it
      const made = new MediaRecorder(stream);
      const parts: Blob[] = [];
      made.ondataavailable = (event) => parts.push(event.data);
      made.onstop = () => {
        release();
        if (!shown.current) return; // who leaves without stopping has not given the recording
        setRecorder(null);
        wavOfRecording(new Blob(parts, { type: made.mimeType })).then(
          (wav) => latest.current(new File([wav], fileName(), { type: wav.type })),
          () => setProblem("failed"),
        );
      };
      made.start();
      setRecorder(made);
    } catch {
      release();
      setProblem("refused");
    }
  };
  return (
    <>
      <Button
        icon={recorder === null ? "record" : "stop"}
        {...(tone !== undefined && { tone })}
        onPress={() => (recorder === null ? void begin() : recorder.stop())}
      >
        {t(recorder === null ? "shell.record" : "shell.stopRecording")}
      </Button>
      <span role="status">
        {problem !== null &&
          t(problem === "refused" ? "shell.noMicrophone" : "shell.recordingFailed")}
      </span>
    </>
  );
}

/** Returns a name of the moment, such as `recording-20261130-193905.wav`. */
function fileName(): string {
  const digits = new Date().toISOString().replace(/\D/g, "");
  return `recording-${digits.slice(0, 8)}-${digits.slice(8, 14)}.wav`;
}
