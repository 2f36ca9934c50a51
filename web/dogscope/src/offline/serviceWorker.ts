/**
 * The service worker. It fetches all files of a version when it is installed, and serves them from
 * then on: no request leaves the device while the app is used. The functions' files are in the
 * runtime's own cache, by hash.
 */

/** The name of each file, and its bytes over the network; `scripts/buildApp.js` lists them. */
declare const __FILES__: readonly (readonly [name: string, bytes: number])[];
declare const __BUILD__: string;

interface ExtendableEvent extends Event {
  waitUntil(promise: Promise<unknown>): void;
}
interface FetchEvent extends ExtendableEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

const scope = globalThis as unknown as {
  addEventListener(type: "install" | "activate", listener: (event: ExtendableEvent) => void): void;
  addEventListener(type: "fetch", listener: (event: FetchEvent) => void): void;
  addEventListener(type: "message", listener: (event: MessageEvent) => void): void;
  skipWaiting(): Promise<void>;
  clients: {
    claim(): Promise<void>;
    matchAll(which: {
      includeUncontrolled: boolean;
    }): Promise<{ postMessage(data: unknown): void }[]>;
  };
  registration: { scope: string };
};

const PREFIX = `dogscope ${new URL(scope.registration.scope).pathname} `;
const CACHE = PREFIX + __BUILD__;

scope.addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(CACHE).then(async (cache) => {
      let loaded = 0;
      const files = __FILES__.map(async ([name, bytes]) => {
        // Around the browser's own cache, which may hold files of the version before.
        const url = new URL(name, scope.registration.scope);
        await cache.add(new Request(url, { cache: "reload" }));
        loaded += bytes;
        await reportBytes(loaded);
      });
      await Promise.all(files);
    }),
  );
});

async function reportBytes(loaded: number): Promise<void> {
  const pages = await scope.clients.matchAll({ includeUncontrolled: true });
  for (const page of pages) page.postMessage({ loaded });
}

scope.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => {
        const others = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
        // The newest of the old caches stays: open tabs still ask for its files.
        return Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
      })
      .then(() => scope.clients.claim()),
  );
});

scope.addEventListener("message", ({ data }) => {
  if (data === "take over") void scope.skipWaiting();
});

scope.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || !url.href.startsWith(scope.registration.scope)) return;
  event.respondWith(respond(request, url));
});

async function respond(request: Request, url: URL): Promise<Response> {
  const cache = await caches.open(CACHE);
  const address = url.origin + url.pathname;
  const page = scope.registration.scope;
  const kept = await cache.match(address);
  if (kept) return kept;
  // The page's files are beside it: under another address it would not find them.
  if (request.mode === "navigate" && address !== page) return Response.redirect(page);
  return (await matchOlder(address)) ?? fetch(request);
}

/** Finds an asset of the version before, for a tab that was opened with it. */
async function matchOlder(address: string): Promise<Response | undefined> {
  return address.includes("/assets/") ? caches.match(address) : undefined;
}
