import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { download } from "../../src/modalities/sources/nodeDownload.js";
import {
  changedLimits,
  defaultLimits,
  type InputLimits,
} from "../../src/modalities/sources/inputLimits.js";
import { privateKind } from "../../src/modalities/sources/publicAddress.js";

// This machine plays a public one, where a test says so; other private addresses stay what they are.
const isHerePublic = vi.hoisted(() => ({ value: false }));
vi.mock("../../src/modalities/sources/publicAddress.js", async (original) => {
  const real = await original<typeof import("../../src/modalities/sources/publicAddress.js")>();
  const playing = (address: string): string | null =>
    isHerePublic.value && address === "127.0.0.1" ? null : real.privateKind(address);
  return { privateKind: playing };
});
const names = vi.hoisted(() => ({ lookUps: [] as string[], next: [] as string[] }));
vi.mock("node:dns", async (original) => {
  const real = await original<typeof import("node:dns")>();
  type Done = (error: Error | null, found: { address: string; family: number }[]) => void;
  const lookup = (host: string, options: object, done: Done): void => {
    names.lookUps.push(host);
    const addresses = names.next.shift()?.split(" ");
    if (!addresses) return real.lookup(host, options as { all: true }, done);
    const found = addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
    process.nextTick(() => done(null, found));
  };
  return { ...real, lookup };
});

let server: Server;
let base: string;
let answer: (response: ServerResponse, path: string) => void;
let seen: { path: string; headers: Record<string, unknown> }[] = [];
const sockets = new Set<Socket>();

beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push({ path: request.url!, headers: request.headers });
    answer(response, request.url!);
  });
  server.on("connection", (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  sockets.forEach((each) => each.destroy());
  server.close();
});
beforeEach(() => {
  isHerePublic.value = false;
  names.lookUps = [];
  names.next = [];
  seen = [];
  answer = (response) => response.end("content");
});

const ALLOWED = { allowPrivateUrls: true };
const get = (url: string, changes: Partial<InputLimits> = {}, signal?: AbortSignal) =>
  download(url, { limits: changedLimits(defaultLimits(10), changes), signal });
const text = (content: Uint8Array): string => new TextDecoder().decode(content);

describe("a URL is refused", () => {
  it.each([
    "127.0.0.1",
    "localhost",
    "0.0.0.0",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "2130706433",
    "0x7f.1",
    "127.1",
    "10.0.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "[fe80::1]",
    "[fd00::1]",
    "100.64.0.1",
  ])("that leads to a private address: %s", async (host) => {
    const asking = get(`http://${host}:${base.split(":")[2]}/`);
    await expect(asking).rejects.toMatchObject({ code: "url" });
    await expect(asking).rejects.toThrow("allowPrivateUrls: true");
    expect(seen).toEqual([]);
  });

  it("whose name has one private address among others", async () => {
    names.next = ["93.184.216.34 10.0.0.7"];
    await expect(get("http://mixed.test/")).rejects.toThrow("http://mixed.test/ leads to 10.0.0.7");
  });

  it.each([
    ["file:///etc/passwd", "only http: and https: are"],
    ["ftp://example.org/x", "only http: and https: are"],
    ["http://user:secret@example.org/", "a URL with a user or password is not taken"],
  ])("of another form: %s", async (url, message) => {
    await expect(get(url)).rejects.toThrow(message);
    await expect(get(url)).rejects.not.toThrow("secret");
  });

  it.each([
    "file:///etc/passwd",
    "http://169.254.169.254/latest",
    "http://[::1]/",
    "http://x:y@z/",
  ])("that redirects to %s", async (target) => {
    isHerePublic.value = true;
    answer = (response) => response.writeHead(302, { Location: target }).end();
    await expect(get(`${base}/start`)).rejects.toMatchObject({ code: "url" });
    await expect(get(`${base}/start`)).rejects.toThrow("/start (redirected to ");
  });
});

describe("a name", () => {
  it("is looked up once: the address that was checked is the one that is asked", async () => {
    isHerePublic.value = true;
    names.next = ["127.0.0.1", "::1"]; // a server of names that changes its mind
    const { port } = new URL(base);
    expect(text(await get(`http://rebinding.test:${port}/a`))).toBe("content");
    expect(names.lookUps).toEqual(["rebinding.test"]);
    expect(seen[0]!.headers["host"]).toBe(`rebinding.test:${port}`);
  });

  it("that does not exist is an error", async () => {
    await expect(get("http://nowhere.invalid/")).rejects.toThrow("can't be fetched");
  });
});

describe("a download", () => {
  it("asks for no compression, and returns what the server answers", async () => {
    expect(text(await get(`${base}/a?b=c`, ALLOWED))).toBe("content");
    expect(seen[0]).toMatchObject({ path: "/a?b=c", headers: { "accept-encoding": "identity" } });
  });

  it("follows three redirects, and no more", async () => {
    answer = (response, path) => {
      const left = Number(path.slice(1));
      if (left === 0) response.end("there");
      else response.writeHead(307, { Location: `/${left - 1}` }).end();
    };
    expect(text(await get(`${base}/3`, ALLOWED))).toBe("there");
    await expect(get(`${base}/4`, ALLOWED)).rejects.toThrow("redirects more than 3 times");
  });

  it.each([404, 500, 204])("of the status %d is an error that shows it", async (status) => {
    answer = (response) => response.writeHead(status).end();
    await expect(get(`${base}/x?secret=1`, ALLOWED)).rejects.toThrow(`answers ${status}`);
    await expect(get(`${base}/x?secret=1`, ALLOWED)).rejects.not.toThrow("secret");
  });

  it("that is too large is refused, by its announced size or as it comes", async () => {
    answer = (response) => response.end("x".repeat(100));
    const limits = { ...ALLOWED, maxUrlBytes: 99 };
    await expect(get(base, limits)).rejects.toMatchObject({ code: "input-too-large" });
    answer = (response) => {
      response.write("x".repeat(60)); // chunked: without a length
      response.end("x".repeat(60));
    };
    await expect(get(base, limits)).rejects.toThrow("raise limits.maxUrlBytes");
    answer = (response) => response.end("x".repeat(99));
    expect((await get(base, limits)).length).toBe(99);
  });

  it("that is compressed is refused", async () => {
    answer = (response) => response.writeHead(200, { "Content-Encoding": "gzip" }).end("x");
    await expect(get(base, ALLOWED)).rejects.toThrow("Content-Encoding gzip");
  });

  it("that breaks off is an error with the bytes so far", async () => {
    answer = (response) => {
      response.writeHead(200, { "Content-Length": "100" });
      response.write("half", () => response.destroy());
    };
    await expect(get(base, ALLOWED)).rejects.toThrow("broke off after 4 bytes");
  });

  it("that takes too long is given up, however it dribbles", async () => {
    answer = (response) => {
      const dribble = setInterval(() => response.write("."), 20);
      response.on("close", () => clearInterval(dribble));
    };
    const asking = get(base, { ...ALLOWED, urlTimeout: 200 });
    await expect(asking).rejects.toThrow("did not answer within 0.2 s");
  });

  it("that is aborted is cancelled", async () => {
    const abort = new AbortController();
    answer = () => abort.abort("enough");
    const asking = get(base, ALLOWED, abort.signal);
    await expect(asking).rejects.toMatchObject({ code: "cancelled", cause: "enough" });
  });

  it("of a port where nothing listens is an error", async () => {
    const closed = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => closed.on("listening", resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    await expect(get(`http://127.0.0.1:${port}/`, ALLOWED)).rejects.toThrow("can't be fetched");
  });
});

describe("limits", () => {
  it.each([{ maxBytes: 0 }, { maxBytes: "9" }, { allowPrivateUrls: 1 }, { most: 1 }])(
    "of a wrong name or value are refused: %j",
    (changes) => {
      expect(() => changedLimits(defaultLimits(1), changes as never)).toThrow("the limits are");
    },
  );

  it("know a public address", () => {
    expect(["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::808:808"].map(privateKind)).toEqual([
      null,
      null,
      null,
    ]);
  });
});
