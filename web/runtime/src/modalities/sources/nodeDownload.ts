/** Downloads a file by its URL, as safely as a server that takes strangers' URLs needs it. */
import { lookup as lookUp, type LookupAddress } from "node:dns";
import { request as requestPlain, type IncomingMessage } from "node:http";
import { request as requestSecure } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { abortError, withTimeout } from "../../cancellation.js";
import { LIMITS } from "../../contract.js";
import { InputError, UrlError } from "../../errors.js";
import type { ReadOptions } from "../base.js";
import { tooManyUrlBytes, type InputLimits } from "./inputLimits.js";
import { privateKind } from "./publicAddress.js";

const REDIRECTS = [301, 302, 303, 307, 308];
const HEADERS = {
  "User-Agent": "vizsla",
  Accept: "*/*",
  "Accept-Encoding": "identity", // nothing to unpack, so nothing that explodes
};

/**
 * Returns what a URL answers.
 *
 * Only http and https; no user or password; at most 3 redirects, each checked anew; public addresses
 * only, unless `limits.allowPrivateUrls`; `limits.urlTimeout` for everything. Proxies that the
 * environment names are not used: a proxy looks names up itself.
 * @throws UrlError - one of these rules is broken, or the status is not 200.
 * @throws InputTooLargeError - there are more bytes than `limits.maxUrlBytes`.
 */
export async function download(
  url: string,
  options: ReadOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const { limits, signal } = options;
  const deadline = withTimeout(limits.urlTimeout, signal);
  const first = withoutSecrets(url);
  let [address, name] = [url, first];
  try {
    for (let redirects = 0; redirects <= LIMITS.input.url_redirects; redirects++) {
      const response = await ask(checkUrl(address, name), limits, deadline);
      try {
        if (!REDIRECTS.includes(response.statusCode ?? 0))
          return await bodyOf(response, name, limits);
        address = new URL(response.headers.location ?? "", address).href;
        name = `${first} (redirected to ${withoutSecrets(address)})`;
      } finally {
        response.destroy();
      }
    }
  } catch (cause) {
    if (signal?.aborted) throw abortError(signal);
    if (cause instanceof InputError) throw cause;
    if (deadline.aborted) {
      throw new UrlError(
        `${name} did not answer within ${limits.urlTimeout / 1000} s. Try again later, or raise ` +
          "limits.urlTimeout.",
        { cause },
      );
    }
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UrlError(`${name} can't be fetched: ${reason}. Check the address and the network.`, {
      cause,
    });
  }
  throw new UrlError(
    `${name} redirects more than ${LIMITS.input.url_redirects} times. Give the address of the file ` +
      "itself.",
  );
}

function checkUrl(address: string, name: string): URL {
  const url = new URL(address);
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new UrlError(`${name}: ${url.protocol} is not taken, only http: and https: are.`);
  }
  if (url.username !== "" || url.password !== "") {
    throw new UrlError(`${name}: a URL with a user or password is not taken. Give one without.`);
  }
  return url;
}

/** Sends the request to an address that was checked: the name is not looked up again. */
function ask(url: URL, limits: InputLimits, signal: AbortSignal): Promise<IncomingMessage> {
  const request = url.protocol === "https:" ? requestSecure : requestPlain;
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) !== 0) checkPublic(host, host, limits); // no name, so nothing is looked up
  return new Promise((resolve, reject) => {
    // An agent of its own: the global one may be set to use proxies.
    const sent = request(url, {
      agent: false,
      headers: HEADERS,
      lookup: lookUpPublic(limits),
      signal,
    });
    sent.on("response", resolve).on("error", reject).end();
  });
}

/** Returns a function that looks names up, and refuses one with an address that is not public. */
function lookUpPublic(limits: InputLimits): LookupFunction {
  return (host, options, done) => {
    lookUp(host, { ...options, all: true }, (error, found: LookupAddress[]) => {
      try {
        if (error) throw error;
        for (const { address } of found) checkPublic(host, address, limits);
      } catch (refused) {
        done(refused as NodeJS.ErrnoException, []);
        return;
      }
      if (options.all) done(null, found);
      else done(null, found[0]!.address, found[0]!.family);
    });
  };
}

function checkPublic(host: string, address: string, limits: InputLimits): void {
  const kind = limits.allowPrivateUrls ? null : privateKind(address);
  if (kind === null) return;
  throw new UrlError(
    `${host} leads to ${address}, which is ${kind} address. If the URL can be trusted, allow it: ` +
      "{ limits: { allowPrivateUrls: true } }.",
  );
}

async function bodyOf(
  response: IncomingMessage,
  name: string,
  limits: InputLimits,
): Promise<Uint8Array<ArrayBuffer>> {
  const { statusCode, statusMessage, headers } = response;
  if (statusCode !== 200) {
    throw new UrlError(
      `${name} answers ${statusCode} ${statusMessage}, not 200. Open it to see why.`,
    );
  }
  const encoding = headers["content-encoding"] ?? "identity";
  if (encoding.toLowerCase() !== "identity") {
    throw new UrlError(
      `${name} answers with Content-Encoding ${encoding}, though it was asked for none. Download ` +
        "the file and give its path.",
    );
  }
  if (Number(headers["content-length"] ?? 0) > limits.maxUrlBytes) {
    throw tooManyUrlBytes(name, limits);
  }
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let received = 0;
  try {
    for await (const part of response as AsyncIterable<Uint8Array<ArrayBuffer>>) {
      received += part.length;
      if (received > limits.maxUrlBytes) throw tooManyUrlBytes(name, limits);
      parts.push(part);
    }
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ECONNRESET") throw cause;
    throw new UrlError(`${name} broke off after ${received} bytes. Try again.`, { cause });
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** Returns a URL without what may be secret: user, password and the query's values. */
function withoutSecrets(address: string): string {
  const { protocol, host, pathname, search } = new URL(address);
  const plain = `${protocol}${host ? "//" : ""}${host}${pathname}`;
  return `${plain.length > 200 ? `${plain.slice(0, 200)}…` : plain}${search ? "?…" : ""}`;
}
