/** Finds the origin of a function by the name, path, address or file that a caller gives. */
import { SHIPPED } from "../contract.js";
import { FunctionNotFoundError } from "../errors.js";
import type { Origin } from "./protocol.js";

/** @param page - the address that others are relative to. */
export async function originOf(origin: string | URL | Blob, page: string): Promise<Origin> {
  if (origin instanceof Blob) {
    const name = origin instanceof File ? origin.name : `a Blob of ${origin.size} bytes`;
    return { kind: "zip", content: new Uint8Array(await origin.arrayBuffer()), name };
  }
  if (typeof origin === "string") {
    if (SHIPPED.includes(origin)) return { kind: "shipped", name: origin };
    if (!/[/.:]/.test(origin)) {
      throw new FunctionNotFoundError(
        `there is no function ${JSON.stringify(origin)}: the shipped ones are ${SHIPPED.join(", ")}. ` +
          `One of your own is named by its address, such as "/bundles/${origin}/"`,
      );
    }
  }
  return { kind: "url", url: addressOf(origin, page) };
}

function addressOf(origin: string | URL, page: string): string {
  try {
    return new URL(origin, page).href;
  } catch (cause) {
    throw new FunctionNotFoundError(`${String(origin).slice(0, 200)} is not a valid address`, {
      cause,
    });
  }
}
