/** Downloads a file by its URL, as safely as a server that takes strangers' URLs needs it. */
import type { IncomingMessage } from "node:http";
import { abortError, withTimeout } from "../../cancellation.js";
import { LIMITS } from "../../contract.js";
import { InputError, UrlError } from "../../errors.js";
import { messageOf } from "../../messageOf.js";
import type { ReadOptions } from "../base.js";
import { sendRequest } from "./nodeConnection.js";
import { tooManyUrlBytes, type InputLimits } from "./inputLimits.js";
import { privateKind } from "./publicAddress.js";

const REDIRECTS = [301, 302, 303, 307, 308];

/**
 * Returns what a URL answers.
 *
 * Only http and https; no user or password; at most 3 redirects, each checked again; public addresses
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
      const check = (found: string): void => {
        if (!limits.allowPrivateUrls) checkPublic(found, name);
      };
      const response = await sendRequest(checkUrl(address, name), check, deadline);
      try {
        if (!REDIRECTS.includes(response.statusCode ?? 0))
          return await bodyOf(response, name, limits, deadline);
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
    const reason = messageOf(cause);
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

function checkPublic(address: string, name: string): void {
  const kind = privateKind(address);
  if (kind === null) return;
  throw new UrlError(
    `${name} leads to ${address}, which is ${kind} address. If the URL can be trusted, allow it: ` +
      "{ limits: { allowPrivateUrls: true } }.",
  );
}

async function bodyOf(
  response: IncomingMessage,
  name: string,
  limits: InputLimits,
  deadline: AbortSignal,
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
    const { code } = cause as NodeJS.ErrnoException;
    if (code !== "ECONNRESET" || deadline.aborted) throw cause;
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
