/** The page's side of the service worker: it starts the app offline, and offers updates. */

export interface ServiceWorkerListeners {
  /** Called when a new version waits; `update` activates it and reloads the page. */
  readonly onUpdate: (update: () => void) => void;
  /** Called with the bytes of the first download; with 0 of 0 where there is no service worker. */
  readonly onBytes: (progress: { readonly loaded: number; readonly total: number }) => void;
  /** Called when all of the app is on this device. */
  readonly onReady: () => void;
}

/** Returns the bytes that the service worker downloads; 0 where there is none. */
export function offlineBytes(): number {
  if (!("serviceWorker" in navigator)) return 0;
  const meta = document.querySelector<HTMLMetaElement>("meta[name=offline-bytes]");
  return Number(meta?.content ?? 0); // `scripts/buildApp.js` writes it
}

export function registerServiceWorker(listeners: ServiceWorkerListeners): void {
  const { onUpdate, onBytes, onReady } = listeners;
  const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!container || !import.meta.env.PROD) return;
  const total = offlineBytes();
  container.addEventListener("message", ({ data }: MessageEvent<{ loaded?: number }>) => {
    if (!container.controller && data.loaded !== undefined) onBytes({ loaded: data.loaded, total });
  });
  container.startMessages();
  let isUpdating = false;
  container.addEventListener("controllerchange", () => {
    if (isUpdating) location.reload();
  });
  const offer = (worker: ServiceWorker): void => {
    onUpdate(() => {
      isUpdating = true;
      activate(worker);
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
    // Some browsers refuse it in private windows and behind self-made certificates.
    .catch(() => onBytes({ loaded: 0, total: 0 }));
}

/** Reloads the page in its newest version, even where it waits for other tabs. */
export async function reloadNewest(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  await registration?.update().catch(() => undefined);
  if (registration?.waiting) activate(registration.waiting);
  location.reload();
}

/** Asks a waiting worker to become the current one; `serviceWorker.ts` hears this message. */
function activate(worker: ServiceWorker): void {
  worker.postMessage("take over");
}
