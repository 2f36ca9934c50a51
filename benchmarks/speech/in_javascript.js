// Times listening and speaking by onnxruntime-web: in_javascript.py runs it, in Node and on a page.

/** The least milliseconds of some rounds, and what the last one gave. */
async function least(rounds, run) {
  let [time, result] = [Infinity, null];
  for (let round = 0; round < rounds; round++) {
    const begin = performance.now();
    result = await run();
    time = Math.min(time, performance.now() - begin);
  }
  return [time, result];
}

/**
 * Hears sounds.
 * @param load - loads the function.
 * @param sounds - of one channel, at 16 kHz.
 * @param processor - returns the milliseconds that the processor has worked; a page can't tell.
 */
export async function hear(load, sounds, rounds, processor = () => 0) {
  const begin = performance.now();
  const listen = await load();
  const loaded = performance.now() - begin;
  const heard = [];
  const before = processor();
  for (const samples of sounds) {
    heard.push(await least(rounds, () => listen({ samples, rate: 16_000 })));
  }
  const worked = (processor() - before) / rounds;
  listen.close();
  return { loaded, heard, worked };
}

/**
 * Says a sentence by Kokoro.
 * @param ort - the engine's module.
 * @param graph - the file's content.
 * @param inputs - the graph's inputs, as Python makes them: tokens, style, speed.
 */
export async function say(ort, graph, { tokens, style, speed }, rounds, processor = () => 0) {
  const session = await ort.InferenceSession.create(graph, { executionProviders: ["wasm"] });
  const before = processor();
  const [time, { length }] = await least(rounds, async () => {
    const found = await session.run({
      tokens: new ort.Tensor("int64", BigInt64Array.from(tokens, BigInt), [1, tokens.length]),
      style: new ort.Tensor("float32", Float32Array.from(style), [1, style.length]),
      speed: new ort.Tensor("float32", Float32Array.from(speed), [1]),
    });
    return Object.values(found)[0].data;
  });
  const worked = (processor() - before) / rounds;
  return { time, seconds: length / 24_000, worked };
}
