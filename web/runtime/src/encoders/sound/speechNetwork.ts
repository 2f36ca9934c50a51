/**
 * A network that was trained to tell short words apart, in whole numbers: the twin of
 * `vizsla/encoders/sound/speech_network.py`, which says why the numbers are exact. The loops are those of
 * `speechKernel.wat`.
 */
import { KernelMemory } from "../kernelMemory.js";
import type { SoundTensors } from "./bandPowers.js";
import { SPEECH_KERNEL } from "./speechKernel.wasm.js";

/** Frames of a window, and from one window to the next. */
export const FRAMES = 76;
const STEP = 8;
export const CHANNELS = 96;
/** A state's whole numbers to 1. */
export const UNIT = 256;
const BANDS = 32;
const LAYERS = 20;
/** Time and frequency of what is pooled behind a layer. */
const POOLED: Readonly<Record<number, readonly [number, number]>> = {
  2: [2, 2],
  6: [1, 2],
  10: [2, 2],
  14: [1, 2],
  18: [2, 2],
};
const SLOPE = 0.2; // below 0
const LEAST = -0.4;
const AT_ONCE = 64; // windows: bounds the memory
const BYTES = 8; // of a number

/** The functions of `speechKernel.wat`, which says what they do. */
interface SpeechKernel {
  convolve(
    from: number,
    count: number,
    step: number,
    runs: number,
    length: number,
    stride: number,
    weights: number,
    outputs: number,
    to: number,
  ): void;
  activate(
    at: number,
    count: number,
    outputs: number,
    scale: number,
    bias: number,
    slope: number,
    least: number,
  ): void;
}

/** Numbers in the memory: rows in time, columns in frequency, and channels. */
interface State {
  readonly at: number;
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
}

/** A layer's filters: how far they reach, and where its numbers are. */
interface Layer {
  readonly time: number;
  readonly frequency: number;
  readonly outputs: number;
  readonly weights: number;
  readonly scale: number;
  readonly bias: number;
}

export class SpeechNetwork {
  readonly #memory = new KernelMemory<SpeechKernel>(SPEECH_KERNEL, "the hearing of sounds");
  readonly #layers: readonly Layer[];
  #rooms: readonly [number, number] = [0, 0];

  /** @param tensors those of the encoder's file. */
  constructor(tensors: SoundTensors) {
    const keep = (name: string, factor = 1) =>
      this.#memory.keep(Float64Array.from(tensors.get(name)!.data, (each) => each * factor));
    this.#layers = Array.from({ length: LAYERS }, (_, number) => {
      const [time, frequency] = reachOf(number);
      return {
        time,
        frequency,
        outputs: tensors.get(`scale.${number}`)!.data.length,
        weights: keep(`weights.${number}`),
        scale: keep(`scale.${number}`),
        bias: keep(`bias.${number}`, UNIT),
      };
    });
  }

  /**
   * Returns a vector of each window, `CHANNELS` whole numbers, `UNIT` to 1.
   * @param levels 32 whole numbers a frame, `UNIT` to 1: tenths of the bands' dB, plus 2; at least
   * `FRAMES` frames.
   */
  windows(levels: Float64Array): Float64Array {
    const count = Math.floor((levels.length / BANDS - FRAMES) / STEP) + 1;
    const found = new Float64Array(count * CHANNELS);
    for (let start = 0; start < count; start += AT_ONCE) {
      const end = Math.min(start + AT_ONCE, count);
      const some = levels.subarray(start * STEP * BANDS, ((end - 1) * STEP + FRAMES) * BANDS);
      found.set(this.#run(some), start * CHANNELS);
    }
    return found;
  }

  #run(levels: Float64Array): Float64Array {
    const memory = this.#memory;
    const { top, kernel } = memory;
    const rows = levels.length / BANDS;
    const most = rows * (BANDS + 2) * this.#layers[0]!.outputs; // numbers of the largest state
    this.#rooms = [memory.take(most * BYTES), memory.take(most * BYTES)];
    memory.numbers(this.#rooms[0], levels.length).set(levels);
    let state: State = { at: this.#rooms[0], rows, columns: BANDS, channels: 1 };
    this.#layers.forEach((layer, number) => {
      state = this.#convolved(layer.frequency > 1 ? this.#padded(state) : state, layer);
      const isLast = number === LAYERS - 1;
      kernel.activate(
        state.at,
        state.rows * state.columns,
        layer.outputs * BYTES,
        layer.scale,
        layer.bias,
        isLast ? 1 : SLOPE,
        isLast ? -Infinity : LEAST * UNIT,
      );
      const pool = POOLED[number];
      if (pool) state = this.#pooled(state, ...pool);
    });
    memory.top = top;
    return memory.numbers(state.at, state.rows * state.channels).slice();
  }

  /** Returns a state with nothing beside the lowest and the highest column. */
  #padded({ at, rows, columns, channels }: State): State {
    const wide = (columns + 2) * channels;
    const to = this.#other(at);
    const numbers = this.#memory.numbers(to, rows * wide).fill(0);
    const from = this.#memory.numbers(at, rows * columns * channels);
    const narrow = columns * channels;
    for (let row = 0; row < rows; row++) {
      numbers.set(from.subarray(row * narrow, (row + 1) * narrow), row * wide + channels);
    }
    return { at: to, rows, columns: columns + 2, channels };
  }

  #convolved({ at, rows, columns, channels }: State, layer: Layer): State {
    const { time, frequency, outputs, weights } = layer;
    const memory = this.#memory;
    const found = { rows: rows - time + 1, columns: columns - frequency + 1, channels: outputs };
    const count = found.rows * found.columns;
    const to = this.#other(at);
    const [step, width] = [channels * BYTES, columns * channels * BYTES];
    const length = frequency * step;
    // Without columns beside them, the positions of all rows lie one behind the other.
    const runs = frequency > 1 ? found.rows : 1;
    const each = count / runs;
    for (let run = 0; run < runs; run++) {
      const from = at + run * width;
      const target = to + run * each * outputs * BYTES;
      memory.kernel.convolve(
        from,
        each,
        step,
        time,
        length,
        width,
        weights,
        outputs * BYTES,
        target,
      );
    }
    return { at: to, ...found };
  }

  /** Puts the largest of every `time` by `frequency` in the state's place; what is left over is left out. */
  #pooled({ at, rows, columns, channels }: State, time: number, frequency: number): State {
    const numbers = this.#memory.numbers(at, rows * columns * channels);
    let to = 0;
    for (let row = 0; row + time <= rows; row += time) {
      for (let column = 0; column + frequency <= columns; column += frequency) {
        for (let channel = 0; channel < channels; channel++) {
          let most = -Infinity;
          for (let t = 0; t < time; t++) {
            for (let f = 0; f < frequency; f++) {
              const place = ((row + t) * columns + column + f) * channels + channel;
              most = Math.max(most, numbers[place]!);
            }
          }
          numbers[to++] = most; // nothing before it is read again
        }
      }
    }
    const [kept, wide] = [Math.floor(rows / time), Math.floor(columns / frequency)];
    return { at, rows: kept, columns: wide, channels };
  }

  /** Returns the room in which a state is not. */
  #other(at: number): number {
    return this.#rooms[0] === at ? this.#rooms[1] : this.#rooms[0];
  }
}

/** Returns how far a layer's filters reach, in time and in frequency. */
function reachOf(number: number): readonly [time: number, frequency: number] {
  if (number === 0) return [3, 3];
  return number % 2 === 1 && number < LAYERS - 1 ? [1, 3] : [3, 1];
}
