import { describe, expect, it } from "vitest";
import {
  forgetWaiting,
  isWaiting,
  resumeWaiting,
  sendSignedIn,
  unsentChanges,
} from "../../src/api/signInGate";

/** A server that knows nobody until somebody has signed in. */
function server() {
  const state = { knows: false, heard: [] as string[] };
  const send = async (request: Request) => {
    const body = await request.text();
    if (state.knows) state.heard.push(body);
    return new Response(null, { status: state.knows ? 200 : 401 });
  };
  return { state, send: send as unknown as typeof fetch };
}

const label = (text: string, init: RequestInit = {}) =>
  new Request("http://localhost/v1/projects/trees/labels:set", {
    method: "POST",
    body: text,
    ...init,
  });

describe("a request for which the session has run out", () => {
  it("waits until somebody has signed in, and is sent again whole", async () => {
    const { state, send } = server();
    const sent = [sendSignedIn(label("oak"), send), sendSignedIn(label("elm"), send)];
    await expect.poll(unsentChanges).toBe(2);
    state.knows = true;
    resumeWaiting();
    const answers = await Promise.all(sent);
    expect(answers.map((each) => each.status)).toEqual([200, 200]);
    expect(state.heard).toEqual(["oak", "elm"]);
    expect(isWaiting()).toBe(false);
  });

  it("waits on where the one who signed in was sent away again", async () => {
    const { state, send } = server();
    const sent = sendSignedIn(label("oak"), send);
    await expect.poll(unsentChanges).toBe(1);
    resumeWaiting();
    await expect.poll(unsentChanges).toBe(1);
    state.knows = true;
    resumeWaiting();
    expect((await sent).status).toBe(200);
  });

  it("waits no longer when its screen is left", async () => {
    const { send } = server();
    const leave = new AbortController();
    const sent = sendSignedIn(label("oak", { signal: leave.signal }), send);
    await expect.poll(unsentChanges).toBe(1);
    leave.abort();
    await expect(sent).rejects.toThrow("left");
    expect(isWaiting()).toBe(false);
  });

  it("is asked again at once where it changes nothing: an answer may be older than the sign-in", async () => {
    const answers = [401, 200];
    const send = (() =>
      Promise.resolve(new Response(null, { status: answers.shift()! }))) as unknown as typeof fetch;
    const shown = await sendSignedIn(new Request("http://localhost/v1/projects/trees"), send);
    expect(shown.status).toBe(200);
    expect(isWaiting()).toBe(false);
  });

  it("does not wait when it is the one that signs in", async () => {
    const { send } = server();
    const door = new Request("http://localhost/x/v1/session", { method: "POST", body: "{}" });
    expect((await sendSignedIn(door, send)).status).toBe(401);
    expect(isWaiting()).toBe(false);
  });

  it("is given up where somebody else has signed in, with all that comes after it", async () => {
    const { state, send } = server();
    const sent = sendSignedIn(label("oak"), send);
    await expect.poll(unsentChanges).toBe(1);
    state.knows = true;
    forgetWaiting();
    await expect(sent).rejects.toThrow("left");
    await expect(sendSignedIn(label("elm"), send)).rejects.toThrow("left");
    expect([state.heard, isWaiting()]).toEqual([[], false]);
  });
});
