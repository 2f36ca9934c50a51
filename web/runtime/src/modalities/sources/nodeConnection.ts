/** Connects to hosts whose addresses were checked: a name is looked up once. */
import { lookup as lookUp, type LookupAddress } from "node:dns";
import { request as requestPlain, type IncomingMessage } from "node:http";
import { request as requestSecure } from "node:https";
import { isIP, type LookupFunction } from "node:net";

const HEADERS = {
  "User-Agent": "vizsla",
  Accept: "*/*",
  "Accept-Encoding": "identity", // nothing to unpack, so nothing that explodes
};

/**
 * Sends a GET request to an address of the URL's host.
 * @param checkAddress - throws where an address is refused.
 */
export function sendRequest(
  url: URL,
  checkAddress: (address: string) => void,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const request = url.protocol === "https:" ? requestSecure : requestPlain;
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) !== 0) checkAddress(host); // no name, so nothing is looked up
  return new Promise((resolve, reject) => {
    // An agent of its own: the global one may be set to use proxies.
    const options = { agent: false, headers: HEADERS, lookup: checkedLookUp(checkAddress), signal };
    request(url, options).on("response", resolve).on("error", reject).end();
  });
}

/** Returns a function that looks names up, and refuses one with an address that is refused. */
function checkedLookUp(checkAddress: (address: string) => void): LookupFunction {
  return (host, options, done) => {
    lookUp(host, { ...options, all: true }, (error, found: LookupAddress[]) => {
      try {
        if (error) throw error;
        for (const { address } of found) checkAddress(address);
      } catch (refused) {
        done(refused as NodeJS.ErrnoException, []);
        return;
      }
      if (options.all) done(null, found);
      else done(null, found[0]!.address, found[0]!.family);
    });
  };
}
