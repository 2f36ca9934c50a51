// Times functions in turns: node encoder_speed.mjs RUNTIME ORDER; prints the rounds' medians in ms.
const [runtime, order] = process.argv.slice(2);
const { bundles, rounds, calls, height, width } = JSON.parse(order);
const { load } = await import(runtime);

const data = new Uint8Array(width * height * 4);
for (let i = 0, seed = 1; i < data.length; i++) {
  seed = (seed * 48271) % 2147483647;
  data[i] = i % 4 === 3 ? 255 : seed % 256;
}
const functions = await Promise.all(
  Object.entries(bundles).map(async ([name, path]) => [name, await load(path)]),
);
const found = Object.fromEntries(functions.map(([name]) => [name, []]));
for (let round = 0; round <= rounds; round++) {
  for (const [name, answer] of functions) {
    const times = [];
    for (let call = 0; call < calls; call++) {
      const start = performance.now();
      await answer({ data, width, height });
      times.push(performance.now() - start);
    }
    times.sort((one, other) => one - other);
    if (round > 0) found[name].push(times[Math.floor(calls / 2)]); // the first round warms up
  }
}
console.log(JSON.stringify(found));
