/** Sounds as files: what a microphone recorded becomes a WAV, which every server reads. */

const BITS = 16;
const HEAD = 44; // bytes before the samples
const LOUDEST = 32_767;

/** Returns a sound as WAV, which servers and browsers read alike; itself where this browser can't decode it. */
export async function asWav(sound: Blob): Promise<Blob> {
  if ((await sound.slice(0, 4).text()) === "RIFF") return sound;
  return wavOfRecording(sound).catch(() => sound);
}

/** Returns a recording as a WAV of one channel, 16 bits. */
export async function wavOfRecording(recording: Blob): Promise<Blob> {
  const context = new AudioContext();
  try {
    const sound = await context.decodeAudioData(await recording.arrayBuffer());
    const channels = Array.from({ length: sound.numberOfChannels }, (_, n) =>
      sound.getChannelData(n),
    );
    const mean = new Float32Array(sound.length);
    for (const each of channels)
      for (let at = 0; at < mean.length; at++) mean[at]! += each[at]! / channels.length;
    return wavOf(mean, sound.sampleRate);
  } finally {
    await context.close();
  }
}

/** Returns samples of one channel, -1 to 1, as a WAV of 16 bits. */
export function wavOf(samples: Float32Array, rate: number): Blob {
  const width = BITS / 8;
  const view = new DataView(new ArrayBuffer(HEAD + samples.length * width));
  const write = (at: number, text: string) =>
    [...text].forEach((letter, n) => view.setUint8(at + n, letter.charCodeAt(0)));
  write(0, "RIFF");
  view.setUint32(4, view.byteLength - 8, true);
  write(8, "WAVEfmt ");
  view.setUint32(16, 16, true); // bytes of the format
  view.setUint16(20, 1, true); // whole numbers
  view.setUint16(22, 1, true); // channels
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * width, true);
  view.setUint16(32, width, true);
  view.setUint16(34, BITS, true);
  write(36, "data");
  view.setUint32(40, samples.length * width, true);
  samples.forEach((each, n) =>
    view.setInt16(HEAD + n * width, Math.round(Math.max(-1, Math.min(1, each)) * LOUDEST), true),
  );
  return new Blob([view.buffer], { type: "audio/wav" });
}
