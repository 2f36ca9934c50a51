/**
 * The service worker. All files of a version are fetched when it is installed, and served from there
 * ever after: no request leaves while the app is used. What the functions need is in the runtime's
 * own store, by hash.
 */

/** Each file's name, and what it takes over the wire, in bytes. */
declare const __FILES__: readonly (readonly [name: string, bytes: number])[];
declare const __BUILD__: string;

interface Extendable extends Event {
  waitUntil(promise: Promise<unknown>): void;
}
interface Fetching extends Extendable {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

const scope = globalThis as unknown as {
  addEventListener(type: "install" | "activate", listener: (event: Extendable) => void): void;
  addEventListener(type: "fetch", listener: (event: Fetching) => void): void;
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
        // Past the browser's own cache: a file of the version before would stay for ever.
        const url = new URL(name, scope.registration.scope);
        await cache.add(new Request(url, { cache: "reload" }));
        loaded += bytes;
        await tell(loaded);
      });
      await Promise.all(files);
    }),
  );
});

/** Tells the pages how many bytes have come. */
async function tell(loaded: number): Promise<void> {
  const pages = await scope.clients.matchAll({ includeUncontrolled: true });
  for (const page of pages) page.postMessage({ loaded });
}

scope.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => {
        const others = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
        // The newest of them stays: tabs that are open still ask for its files.
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
  event.respondWith(answer(request, url));
});

async function answer(request: Request, url: URL): Promise<Response> {
  const cache = await caches.open(CACHE);
  const asked = url.origin + url.pathname;
  const page = scope.registration.scope;
  return (
    (await cache.match(asked)) ??
    (await (request.mode === "navigate" ? cache.match(page) : older(asked))) ??
    fetch(request)
  );
}

/** A file of the version before, for a tab that is still of it. */
async function older(asked: string): Promise<Response | undefined> {
  return asked.includes("/assets/") ? caches.match(asked) : undefined;
}
