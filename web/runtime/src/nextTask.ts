/** A turn for messages that have come, and for other downloads. */
/** Waits until what else there is to do has had its turn; unlike a timer, no longer. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
