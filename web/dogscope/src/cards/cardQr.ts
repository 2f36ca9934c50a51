/** The code on a card that opens the app, at the address that it is served from. */
import type { Box } from "../images/geometry";
import { encodeQr, type Modules } from "../qr/qrCode";

/** The light modules that the standard wants around a code. */
const QUIET = 4;

/**
 * Returns the app's address for others, without the part after #.
 * @returns null where nobody else can open it: a file, or this computer's own address.
 */
export function publicAddress(address: string): string | null {
  const { protocol, hostname, origin, pathname } = new URL(address);
  if (protocol !== "https:" && protocol !== "http:") return null;
  const isOwn =
    hostname === "localhost" ||
    hostname.endsWith(".localhost") ||
    /^127\./.test(hostname) ||
    ["[::1]", "0.0.0.0", "[::]"].includes(hostname);
  return isOwn ? null : origin + pathname.replace(/index\.html$/, "");
}

/** Draws a code with its light margin; the modules are whole pixels, so that it stays sharp. */
export function drawQr(
  context: CanvasRenderingContext2D,
  modules: Modules,
  { x, y, width }: Pick<Box, "x" | "y" | "width">,
): void {
  const module = Math.max(1, Math.floor(width / (modules.length + 2 * QUIET)));
  const side = module * modules.length;
  const start = Math.floor((width - side) / 2);
  context.fillStyle = "#ffffff";
  context.beginPath();
  context.roundRect(x, y, width, width, 12);
  context.fill();
  context.fillStyle = "#1c110a";
  modules.forEach((row, at) => {
    row.forEach((dark, column) => {
      if (dark)
        context.fillRect(x + start + column * module, y + start + at * module, module, module);
    });
  });
}

/** Returns the code of the app's address; null where others can't open it. */
export function appQr(address: string): Modules | null {
  const open = publicAddress(address);
  return open === null ? null : encodeQr(open, "M");
}
