/** What people name a function by, made into where to load it from. */
import { FunctionNotFoundError } from "../errors.js";
import type { WireOrigin } from "./protocol.js";

/** The functions that the runtime ships; no other can take their names. */
export const SHIPPED = ["classify-image", "describe-image", "detect-objects", "dog-breeds"];

/** @param page - what addresses are relative to. */
export async function originOf(origin: string | URL | Blob, page: string): Promise<WireOrigin> {
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
  return { kind: "url", url: new URL(origin, page).href };
}
