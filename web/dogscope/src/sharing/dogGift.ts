/**
 * A dog to give away: its name, its looks in numbers and, in a file, a small photo. No place, no date.
 *
 * The bytes are, numbers big-endian: the format (1), the encoder's first 8 bytes, the dog's id (16),
 * the count of pictures (1), their agreement in 65535ths (2), the bytes of the codes (2), the codes,
 * the bytes of the name (1), the name in UTF-8, the bytes of the photo (2), the photo as a JPEG, and
 * the CRC-32 of all before (4). They come from strangers, so all is checked.
 */
import { crc32 } from "@vizsla/runtime/zip";
import { MOST_CHANNELS, MOST_COUNT } from "../detection/dogPrototype";
import { base64Of, bytesOfBase64 } from "../images/base64";
import { cleanName } from "../storage/dogNames";
import type { DogPrototype } from "../storage/userRecords";
import { fromDigits, toDigits } from "./decimalDigits";
import { GiftError, MOST_GIFT } from "./giftFile";

export const GIFT_FORMAT = 1;
/** The most bytes of a photo. */
const MOST_PHOTO = 16_000;
const ENCODER_BYTES = 8;
/** Hex digits of the encoder that a gift names. */
export const ENCODER_DIGITS = 2 * ENCODER_BYTES;

export interface DogGift {
  /** The dog's id, the same on every phone. */
  readonly id: string;
  readonly name: string;
  /** Its encoder is the first 16 hex digits. */
  readonly looks: DogPrototype;
  /** A JPEG; null in a link. */
  readonly photo: Uint8Array<ArrayBuffer> | null;
}

export function writeGift({ id, name, looks, photo }: DogGift): Uint8Array<ArrayBuffer> {
  const codes = bytesOfBase64(looks.codes);
  const letters = new TextEncoder().encode(name);
  const picture = photo && photo.length <= MOST_PHOTO ? photo : new Uint8Array();
  const body = [
    GIFT_FORMAT,
    ...bytesOfHex(looks.encoder.slice(0, ENCODER_DIGITS)),
    ...bytesOfHex(id.replaceAll("-", "")),
    looks.count,
    ...short(Math.round(65535 * looks.agreement)),
    ...short(codes.length),
    ...codes,
    letters.length,
    ...letters,
    ...short(picture.length),
    ...picture,
  ];
  const sum = crc32(Uint8Array.from(body));
  return Uint8Array.from([...body, ...short(sum >>> 16), ...short(sum & 0xffff)]);
}

/** @throws GiftError - it is no gift, damaged, or of a later format. */
export function readGift(bytes: Uint8Array): DogGift {
  if (bytes.length > MOST_GIFT || bytes.length < 5) throw new GiftError("damaged");
  if (bytes[0]! > GIFT_FORMAT && bytes[0]! < 16) throw new GiftError("newer");
  const reader = new Reader(bytes.subarray(0, -4));
  const sum = new DataView(bytes.buffer, bytes.byteOffset).getUint32(bytes.length - 4);
  if (bytes[0] !== GIFT_FORMAT || sum !== crc32(bytes.subarray(0, -4)) >>> 0) {
    throw new GiftError("damaged");
  }
  reader.byte();
  const encoder = hexOf(reader.take(ENCODER_BYTES));
  const hex = hexOf(reader.take(16));
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  const count = reader.byte();
  const agreement = reader.short() / 65535;
  const codes = reader.take(reader.short());
  const name = nameOf(reader.take(reader.byte()));
  const photo = reader.take(reader.short());
  const isJpeg = photo[0] === 0xff && photo[1] === 0xd8;
  const isRight =
    reader.isAtEnd &&
    count >= 1 &&
    count <= MOST_COUNT &&
    codes.length > 1 &&
    2 * codes.length <= MOST_CHANNELS &&
    name !== "" &&
    photo.length <= MOST_PHOTO &&
    (photo.length === 0 || isJpeg);
  if (!isRight) throw new GiftError("damaged");
  const looks = { encoder, count, agreement, codes: base64Of(codes) };
  return { id, name, looks, photo: photo.length === 0 ? null : Uint8Array.from(photo) };
}

/** Returns a gift as the end of an address: without its photo, which would be too long. */
export function giftDigits(gift: DogGift): string {
  return toDigits(writeGift({ ...gift, photo: null }));
}

/** @throws GiftError */
export function giftOfDigits(digits: string): DogGift {
  const bytes = digits.length > 3 * MOST_GIFT ? null : fromDigits(digits);
  if (!bytes) throw new GiftError("damaged");
  return readGift(bytes);
}

class Reader {
  #at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  get isAtEnd(): boolean {
    return this.#at === this.bytes.length;
  }

  take(count: number): Uint8Array {
    if (this.#at + count > this.bytes.length) throw new GiftError("damaged");
    this.#at += count;
    return this.bytes.subarray(this.#at - count, this.#at);
  }

  byte(): number {
    return this.take(1)[0]!;
  }

  short(): number {
    return 256 * this.byte() + this.byte();
  }
}

function nameOf(bytes: Uint8Array): string {
  try {
    return cleanName(new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(bytes)));
  } catch {
    throw new GiftError("damaged");
  }
}

const short = (value: number): [number, number] => [value >> 8, value & 0xff];

function bytesOfHex(hex: string): number[] {
  return (hex.match(/../g) ?? []).map((each) => parseInt(each, 16));
}

function hexOf(bytes: Uint8Array): string {
  return [...bytes].map((each) => each.toString(16).padStart(2, "0")).join("");
}
