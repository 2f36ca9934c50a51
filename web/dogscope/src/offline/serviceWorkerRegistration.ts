/** The service worker: Dog Scope starts without a network, and is updated when the user says so. */

export interface Offline {
  /** Makes the waiting version the current one; the page is loaded anew. */
  readonly update: () => void;
}

export interface Listeners {
  /** A new version waits. */
  readonly onUpdate: (offline: Offline) => void;
  /** So much of the first version has come, in bytes; nothing of nothing where there is none. */
  readonly onBytes: (progress: { readonly loaded: number; readonly total: number }) => void;
  /** All of the app is on this device. */
  readonly onReady: () => void;
}

/** What the service worker downloads, in bytes; 0 where there is none. */
export function offlineBytes(): number {
  if (!("serviceWorker" in navigator)) return 0;
  const told = document.querySelector<HTMLMetaElement>("meta[name=offline-bytes]");
  return Number(told?.content ?? 0); // the build writes it
}

export function startOffline({ onUpdate, onBytes, onReady }: Listeners): void {
  const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!container || !import.meta.env.PROD) return;
  const total = offlineBytes();
  container.addEventListener("message", ({ data }: MessageEvent<{ loaded?: number }>) => {
    if (!container.controller && data.loaded !== undefined) onBytes({ loaded: data.loaded, total });
  });
  container.startMessages();
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
      if (!registration.active) onBytes({ loaded: 0, total });
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
    // A certificate of its own, a private window: it works while it is online.
    .catch(() => onBytes({ loaded: 0, total: 0 }));
}
