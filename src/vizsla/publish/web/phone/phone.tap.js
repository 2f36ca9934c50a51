/** Posts what a microphone gives, block by block. */
class Tap extends AudioWorkletProcessor {
  process([[samples]]) {
    if (samples) this.port.postMessage(samples.slice());
    return true;
  }
}

registerProcessor("tap", Tap);
