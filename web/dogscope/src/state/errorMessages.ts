/** The messages for errors. */
import { VizslaError } from "@vizsla/runtime";
import { UnreadablePhotoError } from "../images/photoCodec";
import type { Locale } from "../locales/locale";
import { GiftError } from "../sharing/giftFile";
import { StorageError } from "../storage/storageErrors";

export function errorText(error: unknown, { t }: Locale): string {
  if (error instanceof StorageError) return t(`error.${error.code}`);
  if (error instanceof UnreadablePhotoError) return t("error.photo", { name: error.message });
  if (error instanceof GiftError) return t(`error.gift.${error.code}`);
  if (error instanceof VizslaError) {
    if (error.name === "UrlError") return t("error.network");
    if (error.name === "EngineError") return t("error.engine");
    if (error.name === "TeachingError") return t("error.teaching");
    return t("error.models", { message: error.message });
  }
  return t("error.unknown", { message: error instanceof Error ? error.message : String(error) });
}
