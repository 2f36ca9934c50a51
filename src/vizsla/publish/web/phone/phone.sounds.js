/** Records sounds for a function, as they are: what is made for speech on the phone is off. */

const PLAIN = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };

/**
 * Begins to record. It is to be called by a click.
 * @returns a function that ends it, and returns the samples and their rate.
 * @throws DOMException - the microphone may not be used, or there is none.
 */
export async function record() {
  const context = new AudioContext(); // before anything is awaited: it needs the click
  let stream = null;
  const blocks = [];
  const end = async () => {
    for (const each of stream?.getTracks() ?? []) each.stop();
    await context.close();
    const samples = new Float32Array(await new Blob(blocks).arrayBuffer());
    return { samples, rate: context.sampleRate };
  };
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: PLAIN });
    await context.audioWorklet.addModule(new URL("phone.tap.js", import.meta.url));
    const tap = new AudioWorkletNode(context, "tap");
    tap.port.onmessage = ({ data }) => blocks.push(data);
    context.createMediaStreamSource(stream).connect(tap).connect(context.destination); // it adds silence
    return end;
  } catch (error) {
    await end();
    throw error;
  }
}
