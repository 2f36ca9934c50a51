import { expect, test } from "vitest";
import { ListenerHost } from "../../src/listen/listenerHost.js";
import type { FromListener, ListenRequest, ToListener } from "../../src/listen/listenerMessages.js";
import type { ListeningModels } from "../../src/listen/transcriber.js";
import { nodeSounds } from "../../src/modalities/audio/nodeSounds.js";
import type { Payload } from "../../src/modalities/base.js";
import { defaultLimits } from "../../src/modalities/sources/inputLimits.js";

test("a sound whose call was aborted while it waited is not read", async () => {
  const read: Payload[] = [];
  const sounds = {
    ...nodeSounds,
    read: async (...call: Parameters<typeof nodeSounds.read>) => {
      read.push(call[0]);
      return nodeSounds.read(...call);
    },
  };
  const [first, second, third] = await Promise.all(
    ["first.wav", "second.wav", "third.wav"].map((each) => nodeSounds.pack(each)),
  );
  const limits = defaultLimits(10);
  const listen = (number: number, payload: Payload): ToListener => {
    const request: ListenRequest = { payload, limits, threshold: null };
    return { name: "listen", number, request };
  };
  const replies: FromListener[] = [];
  await new Promise<void>((resolve) => {
    const open = async (): Promise<ListeningModels> => ({}) as ListeningModels;
    const host = new ListenerHost(open, sounds, (message) => {
      if (replies.push(message) === 4) resolve();
    });
    host.receive({ name: "load", number: 1, request: { models: "", base: "" } });
    host.receive(listen(2, first!));
    host.receive(listen(3, second!));
    host.receive(listen(4, third!));
    host.receive({ name: "abort", number: 3 });
  });
  expect(read).toEqual([first, third]);
  expect(replies.map((each) => "error" in each && each.error.name)).toEqual([
    false,
    "InputNotFoundError",
    "CancelledError",
    "InputNotFoundError",
  ]);
});
