/** What every peer's worker does around its engine: what its users would write. */
const SIDE = 224;
const CROP = 224 / 256; // of the shorter side

/**
 * Answers the page's requests.
 * @param open - gives, for the options of a load, a function from normalised pixels to logits.
 * @param planar - whether the engine wants a plane a colour, instead of a colour a pixel.
 */
export function serve(open, { planar }) {
  const whole = new OffscreenCanvas(1, 1);
  const square = new OffscreenCanvas(SIDE, SIDE);
  const reading = { willReadFrequently: true };
  const from = whole.getContext("2d", reading);
  const to = square.getContext("2d", reading);
  let run;

  function cropped(pixels) {
    const { width, height } = pixels;
    const side = Math.trunc(Math.min(width, height) * CROP);
    const left = Math.trunc((width - side) / 2);
    const top = Math.trunc((height - side) / 2);
    if (whole.width !== width || whole.height !== height) Object.assign(whole, { width, height });
    from.putImageData(pixels, 0, 0);
    to.drawImage(whole, left, top, side, side, 0, 0, SIDE, SIDE);
    return to.getImageData(0, 0, SIDE, SIDE);
  }

  function normalised({ data }) {
    const count = SIDE * SIDE;
    const values = new Float32Array(count * 3);
    const [pixel, colour] = planar ? [1, count] : [3, 1];
    for (let each = 0; each < count; each++) {
      for (let rgb = 0; rgb < 3; rgb++) {
        values[each * pixel + rgb * colour] = (data[each * 4 + rgb] - 127) / 128;
      }
    }
    return values;
  }

  const ops = {
    load: async (options) => {
      run = await open(options);
    },
    answer: async (pixels) => best(softmax(await run(normalised(cropped(pixels))))),
    graph: async (pixels) => {
      const values = normalised(cropped(pixels));
      const begin = performance.now();
      await run(values);
      return performance.now() - begin;
    },
    probabilities: async (pixels) => softmax(await run(normalised(pixels))),
  };
  onmessage = async ({ data: { op, what } }) => {
    try {
      postMessage({ reply: await ops[op](what) });
    } catch (error) {
      postMessage({ error: String(error?.stack ?? error) });
    }
  };
}

function softmax(logits) {
  const most = logits.reduce((a, b) => Math.max(a, b));
  const powers = logits.map((each) => Math.exp(each - most));
  const sum = powers.reduce((a, b) => a + b);
  return powers.map((each) => each / sum);
}

function best(shares) {
  let label = 0;
  for (let each = 1; each < shares.length; each++) if (shares[each] > shares[label]) label = each;
  return { label, score: shares[label] };
}
