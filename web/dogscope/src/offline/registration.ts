/** The service worker: Dog Scope starts without a network, and is updated when the user says so. */

export interface Offline {
  /** Makes the waiting version the current one; the page is loaded anew. */
  readonly update: () => void;
}

/**
 * @param onUpdate - a new version waits.
 * @param onReady - all of the app is on this device.
 */
export function startOffline(onUpdate: (offline: Offline) => void, onReady: () => void): void {
  const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!container || !import.meta.env.PROD) return;
  let updating = false;
  container.addEventListener("controllerchange", () => {
    if (updating) location.reload();
  });
  const offer = (worker: ServiceWorker): void => {
    onUpdate({
      update: () => {
        updating = true;
        worker.postMessage("take over");
      },
    });
  };
  container
    .register(new URL("sw.js", document.baseURI), { updateViaCache: "none" })
    .then(async (registration) => {
      if (registration.waiting && container.controller) offer(registration.waiting);
      registration.addEventListener("updatefound", () => {
        const worker = registration.installing;
        worker?.addEventListener("statechange", () => {
          if (worker.state === "installed" && container.controller) offer(worker);
        });
      });
      await container.ready;
      onReady();
    })
    .catch(() => undefined); // a certificate of its own, a private window: it works while it is online
}
