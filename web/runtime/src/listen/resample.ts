/**
 * Changes the rate of a sound, as `src/vizsla/modalities/audio/resample.py` does: polyphase filters, whose
 * weights are a sinc under Kaiser's window (Smith, "Digital Audio Resampling",
 * https://ccrma.stanford.edu/~jos/resample/).
 */
const CROSSINGS = 16; // zero crossings of the sinc to either side
const BETA = 9; // of Kaiser's window: 90 dB down
const KEPT = 0.94; // of the band that both rates can hold: the rest is the filter's slope
const PLACES = 1_024; // between two old samples, in the table: linear steps are then 100 dB down

/** Returns a sound of the rate `from` at the rate `to`, in whole samples a second. */
export function resample(samples: Float32Array, from: number, to: number): Float32Array {
  const common = divisor(from, to);
  const [up, down] = [to / common, from / common];
  if (up === down) return samples;
  const weights = weightsOf(up, down);
  const places = weights.length - 1;
  const reach = weights[0]!.length / 2;
  const found = new Float32Array(Math.ceil((samples.length * up) / down));
  for (let at = 0; at < found.length; at++) {
    const place = Math.floor((at * down) / up);
    const phase = (at * down - place * up) * (places / up);
    const row = Math.floor(phase);
    const below = weights[row]!;
    const above = weights[row + 1]!;
    const share = phase - row;
    const start = place - (reach - 1);
    const end = Math.min(2 * reach, samples.length - start);
    let sum = 0;
    for (let k = Math.max(0, -start); k < end; k++) {
      sum += samples[start + k]! * (below[k]! + share * (above[k]! - below[k]!));
    }
    found[at] = sum;
  }
  return found;
}

/** Returns the weights of each place between two old samples, the second one's included. */
function weightsOf(up: number, down: number): Float32Array[] {
  const places = Math.min(up, PLACES);
  const width = Math.max(1, down / up); // of the sinc, in old samples
  const reach = Math.ceil(CROSSINGS * width);
  return Array.from({ length: places + 1 }, (_, row) => {
    const weights = Array.from({ length: 2 * reach }, (_, at) => {
      const away = at + 1 - reach - row / places;
      const window = bessel(BETA * Math.sqrt(Math.max(0, 1 - (away / reach) ** 2)));
      return sinc((away * KEPT) / width) * window;
    });
    const sum = weights.reduce((total, each) => total + each, 0);
    return Float32Array.from(weights, (each) => each / sum);
  });
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** The modified Bessel function of the first kind, of order 0, by its series. */
function bessel(x: number): number {
  let [sum, term] = [1, 1];
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

function divisor(one: number, other: number): number {
  return other === 0 ? one : divisor(other, one % other);
}
