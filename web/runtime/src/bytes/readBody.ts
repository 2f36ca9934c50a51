/** Reads what a server answers, and no more of it than is wanted. */

/**
 * Reads a response's body.
 * @param most - how many bytes it may have.
 * @param onBytes - receives the number of bytes so far.
 * @returns null as soon as there are more than `most`; the rest is not downloaded.
 */
export async function readBody(
  response: Response,
  most: number,
  onBytes: (loaded: number) => void = () => undefined,
): Promise<Blob | null> {
  const chunks: BlobPart[] = [];
  let loaded = 0;
  const reader = response.body?.getReader();
  for (;;) {
    const next = await reader?.read();
    if (!next || next.done) return new Blob(chunks);
    chunks.push(next.value);
    loaded += next.value.length;
    if (loaded > most) {
      await reader?.cancel();
      return null;
    }
    onBytes(loaded);
  }
}
