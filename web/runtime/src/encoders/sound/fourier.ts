/**
 * The Fourier transform in single operations in a fixed order, the same bits as those of
 * `vizsla/encoders/sound/fourier.py`, which says how it goes.
 */
export class Fourier {
  readonly #size: number;
  #real: Float64Array;
  #imaginary: Float64Array;
  #nextReal: Float64Array;
  #nextImaginary: Float64Array;
  readonly #power: Float64Array;

  /**
   * @param cosine of the angles from 0 to below pi in equal steps, half as many as numbers of a frame.
   * @param sine the same.
   */
  constructor(
    private readonly cosine: Float64Array,
    private readonly sine: Float64Array,
  ) {
    this.#size = 2 * cosine.length;
    const rooms = Array.from({ length: 4 }, () => new Float64Array(this.#size));
    [this.#real, this.#imaginary, this.#nextReal, this.#nextImaginary] = rooms as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    this.#power = new Float64Array(cosine.length + 1);
  }

  /** Returns the power of each frequency of a frame; the next call writes into the same array. */
  power(frame: Float64Array): Float64Array {
    this.#real.set(frame);
    this.#imaginary.fill(0);
    for (let half = this.#size / 2, stride = 1; half >= 1; half /= 2, stride *= 2) {
      this.#step(half, stride);
    }
    const [real, imaginary] = [this.#real, this.#imaginary];
    for (let at = 0; at < this.#power.length; at++) {
      this.#power[at] = real[at]! * real[at]! + imaginary[at]! * imaginary[at]!;
    }
    return this.#power;
  }

  #step(half: number, stride: number): void {
    const [real, imaginary] = [this.#real, this.#imaginary];
    const [nextReal, nextImaginary] = [this.#nextReal, this.#nextImaginary];
    const far = half * stride;
    for (let from = 0; from < far; from += stride) {
      const turn = this.cosine[from]!;
      const across = this.sine[from]!;
      for (let at = from, to = 2 * from; at < from + stride; at++, to++) {
        const [one, other] = [real[at]!, real[at + far]!];
        const [oneSide, otherSide] = [imaginary[at]!, imaginary[at + far]!];
        const gap = one - other;
        const sideGap = oneSide - otherSide;
        nextReal[to] = one + other;
        nextImaginary[to] = oneSide + otherSide;
        nextReal[to + stride] = gap * turn + sideGap * across;
        nextImaginary[to + stride] = sideGap * turn - gap * across;
      }
    }
    [this.#real, this.#nextReal] = [nextReal, real];
    [this.#imaginary, this.#nextImaginary] = [nextImaginary, imaginary];
  }
}
