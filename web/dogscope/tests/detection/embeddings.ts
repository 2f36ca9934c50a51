/** Made-up embeddings of dogs as a network's: few channels speak, and pictures of one dog agree. */

/** Returns embeddings of pictures of one dog; other pictures of it have another `first`. */
export function embeddings(count: number, dog = 0, first = 0, channels = 1280): Float32Array[] {
  const spoken = (seed: number): number => Math.max(0, Math.sin(seed * 12.9898) ** 3);
  return Array.from({ length: count }, (_, own) =>
    Float32Array.from(
      { length: channels },
      (__, at) =>
        spoken(dog * 7919 + at + 1) + 0.5 * spoken((first + own + 2) * 3571 + dog * 104_729 + at),
    ),
  );
}
