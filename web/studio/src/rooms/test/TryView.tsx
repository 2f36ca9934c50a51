/** Tries a run on anything: in the server and in this browser at once. */
import { useCallback, useEffect, useRef, useState } from "react";
import { Progress, Notice } from "../../components/States";
import { errorText } from "../../state/errorText";
import { useLocale } from "../../state/localeContext";
import { useProject } from "../../state/project";
import { areSame } from "./triedAnswer";
import { tryOnDevice, tryOnServer, useDeviceRun, type Tried } from "./trial";
import { PictureInput } from "./PictureInput";
import { SoundInput } from "./SoundInput";
import { TextInput } from "./TextInput";
import { TriedPanel } from "./TriedPanel";
import style from "./test.module.css";

type Outcome = Tried | { readonly error: unknown } | null;

export function TryView({ run }: { readonly run: number }) {
  const locale = useLocale();
  const { t } = locale;
  const { name, modality } = useProject();
  const device = useDeviceRun(name, run);
  const [input, setInput] = useState<Blob | string | null>(null);
  const [onServer, setOnServer] = useState<Outcome>(null);
  const [onDevice, setOnDevice] = useState<Outcome>(null);
  const newest = useRef(0);
  const predict = device.state === "ready" ? device.predict : null;

  /** Asks both; answers to an input that is no longer the newest are dropped. */
  const ask = useCallback(
    async (given: Blob | string) => {
      const number = ++newest.current;
      setInput(given);
      const show = async (work: Promise<Tried> | undefined, set: (found: Outcome) => void) => {
        const found = await work?.catch((error: unknown) => ({ error }));
        if (number === newest.current && found !== undefined) set(found);
      };
      await Promise.all([
        show(tryOnServer(name, run, given), setOnServer),
        show(predict === null ? undefined : tryOnDevice(predict, given), setOnDevice),
      ]);
    },
    [name, run, predict],
  );

  // What was asked before the browser had the function is answered once it has it.
  useEffect(() => {
    if (predict === null || input === null || onDevice !== null) return;
    const number = newest.current;
    const show = (found: Outcome) => number === newest.current && setOnDevice(found);
    tryOnDevice(predict, input).then(show, (error: unknown) => show({ error }));
  }, [predict, input, onDevice]);
  const clear = useCallback(() => {
    newest.current++;
    setInput(null);
    setOnServer(null);
    setOnDevice(null);
  }, []);

  const both =
    onServer !== null && "answer" in onServer && onDevice !== null && "answer" in onDevice
      ? areSame(onServer.answer, onDevice.answer)
      : null;
  return (
    <div className={style.try}>
      {modality === "text" ? (
        <TextInput onInput={ask} onClear={clear} />
      ) : modality === "audio" ? (
        <SoundInput onInput={ask} onClear={clear} />
      ) : (
        <PictureInput onInput={ask} onClear={clear} />
      )}
      <div className={style.answers}>
        <div className={style.twoAnswers} aria-live="polite">
          <TriedPanel
            title={t("test.onServer")}
            hint={t("test.onServerHint")}
            outcome={onServer}
            waiting={input !== null}
          />
          <TriedPanel
            title={t("test.inBrowser")}
            hint={t("test.inBrowserHint")}
            outcome={onDevice}
            waiting={input !== null && predict !== null}
          />
        </div>
        {device.state === "loading" && (
          <Progress
            label={t("test.functionComes")}
            value={device.share}
            note={t("test.functionComesNote")}
          />
        )}
        {device.state === "failed" && (
          <Notice tone="warn">
            {t("test.deviceFailed", { reason: errorText(device.error, locale) })}
          </Notice>
        )}
        {both !== null && (
          <Notice tone={both ? "good" : "bad"}>{t(both ? "test.same" : "test.different")}</Notice>
        )}
      </div>
    </div>
  );
}
