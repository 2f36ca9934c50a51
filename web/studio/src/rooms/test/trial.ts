/** Tries a run: on the server, and in this browser, with the same input. */
import { useEffect, useState } from "react";
import { api, call } from "../../api/client";
import type { TriedAnswer } from "./triedAnswer";
import { loadRun, type DeviceFunction } from "../../state/deviceFunction";

export interface Tried {
  readonly answer: TriedAnswer;
  readonly seconds: number;
}

const TOP = 5;

/** Answers an input on the server. */
export async function tryOnServer(
  project: string,
  run: number,
  input: Blob | string,
): Promise<Tried> {
  const isText = typeof input === "string";
  return call(
    api.POST("/v1/projects/{project}/runs/{run}:try", {
      params: { path: { project, run }, query: { top: TOP } },
      headers: { "Content-Type": isText ? "application/json" : "application/octet-stream" },
      body: (isText ? { text: input } : input) as never,
      bodySerializer: (body: unknown) => (isText ? JSON.stringify(body) : (body as Blob)),
    }),
  );
}

/** Answers an input in this browser. */
export async function tryOnDevice(predict: DeviceFunction, input: Blob | string): Promise<Tried> {
  const start = performance.now();
  const answer = await predict(input, { top: TOP });
  return { answer: answer as TriedAnswer, seconds: (performance.now() - start) / 1000 };
}

export type DeviceState =
  | { readonly state: "loading"; readonly share: number }
  | { readonly state: "ready"; readonly predict: DeviceFunction }
  | { readonly state: "failed"; readonly error: unknown };

/** Loads a run's function into this browser while the screen is shown. */
export function useDeviceRun(project: string, run: number): DeviceState {
  const [state, setState] = useState<DeviceState>({ state: "loading", share: 0 });
  useEffect(() => {
    const abort = new AbortController();
    let opened: DeviceFunction | null = null;
    setState({ state: "loading", share: 0 });
    loadRun(project, run, (share) => setState({ state: "loading", share }), abort.signal).then(
      (predict) => {
        if (abort.signal.aborted) return predict.close();
        opened = predict;
        setState({ state: "ready", predict });
      },
      (error: unknown) => {
        if (!abort.signal.aborted) setState({ state: "failed", error });
      },
    );
    return () => {
      abort.abort();
      opened?.close();
    };
  }, [project, run]);
  return state;
}
