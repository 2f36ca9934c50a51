/** What people give, made into pictures, in Node: raw pixels, or files decoded by sharp. */
import { readFile } from "node:fs/promises";
import { within } from "../../cancellation.js";
import {
  InputDamagedError,
  InputFormatError,
  InputNotFoundError,
  InputTypeError,
  UrlError,
  VizslaError,
} from "../../errors.js";
import type { WireSource } from "../../host/protocol.js";
import { sizeOf, sniff } from "./imageFormats.js";
import {
  checkSize,
  MOST_PIXELS,
  overWhite,
  PixelPicture,
  type Picture,
} from "./image.js";
import { checkWhole } from "./wholeFile.js";

const URL_TIMEOUT = 30_000; // milliseconds; while one is fetched, the calls after it wait

/** @throws InputError - or one of its kin, which tells what is wrong. */
export async function decode(source: WireSource, signal?: AbortSignal): Promise<Picture> {
  if (source.kind === "pixels") {
    const { width, height, name } = source;
    checkSize(width, height, name);
    if (source.data.length === width * height * 3) {
      return new PixelPicture(width, height, source.data, 3);
    }
    overWhite(source.data); // it is our own copy
    return new PixelPicture(width, height, source.data, 4);
  }
  const { bytes, name } = await bytesOf(source, signal);
  const format = sniff(bytes, name);
  const size = sizeOf(bytes, format);
  if (size) checkSize(size.width, size.height, name);
  checkWhole(bytes, format, name);
  const sharp = await decoder(name);
  try {
    const { data, info } = await sharp(bytes, {
      limitInputPixels: MOST_PIXELS,
      ignoreIcc: true, // colour profiles are ignored everywhere
    })
      .rotate() // by EXIF
      .toColourspace("srgb")
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const rgba = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    overWhite(rgba);
    return new PixelPicture(info.width, info.height, rgba, 4);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    if (/unsupported/i.test(reason)) {
      throw new InputFormatError(`${name} is ${format}, which sharp can't read here: ${reason}.`, {
        cause,
      });
    }
    throw new InputDamagedError(
      `${name} is a damaged ${format}: ${reason}. Save or download it again.`,
      { cause },
    );
  }
}

/** A picture's file, to be kept with what was taught; null for raw pixels. */
export async function encode(
  source: WireSource,
): Promise<{ content: Uint8Array; type: string } | null> {
  if (source.kind === "pixels") return null;
  const { bytes, name } = await bytesOf(source);
  return { content: bytes, type: `image/${sniff(bytes, name).toLowerCase()}` };
}

async function bytesOf(
  source: WireSource,
  signal?: AbortSignal,
): Promise<{ bytes: Uint8Array; name: string }> {
  switch (source.kind) {
    case "bytes":
      return source;
    case "blob":
      return { bytes: new Uint8Array(await source.blob.arrayBuffer()), name: source.name };
    case "path":
      return { bytes: await readPath(source.path, signal), name: source.path };
    case "url":
      return { bytes: await download(source.url, signal), name: source.url };
    default:
      throw new InputTypeError(`a picture of kind ${source.kind} can't be given in Node`);
  }
}

async function readPath(path: string, signal?: AbortSignal): Promise<Uint8Array> {
  try {
    return await readFile(path, signal ? { signal } : {});
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new InputNotFoundError(
      `${path} can't be read (${code ?? String(cause)}). Check the path.`,
      {
        cause,
      },
    );
  }
}

async function download(url: string, signal?: AbortSignal): Promise<Uint8Array> {
  try {
    const response = await fetch(url, { signal: within(URL_TIMEOUT, signal) });
    if (!response.ok) {
      throw new UrlError(`${url} answers ${response.status} ${response.statusText}, not 200.`);
    }
    return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    if (cause instanceof VizslaError) throw cause;
    throw new UrlError(
      `${url} can't be fetched, or not within ${URL_TIMEOUT / 1000} s. Check the address and the network.`,
      { cause },
    );
  }
}

type Sharp = typeof import("sharp").default;

async function decoder(name: string): Promise<Sharp> {
  try {
    return (await import("sharp")).default;
  } catch (cause) {
    throw new InputFormatError(
      `${name} is a file, and what decodes files is not installed. Install it (npm install sharp), ` +
        "or give raw pixels: { data, width, height }.",
      { cause },
    );
  }
}
