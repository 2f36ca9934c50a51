/** Words for what goes wrong. */
import { VizslaError } from "@vizsla/runtime";
import { KeepingError } from "../storage/storageErrors";
import { NoPictureError } from "../images/photoCodec";
import type { Words } from "../locales/locale";

export function troubleText(error: unknown, { t }: Words): string {
  if (error instanceof KeepingError) return t(`trouble.${error.trouble}`);
  if (error instanceof NoPictureError) return t("trouble.picture", { name: error.message });
  if (error instanceof VizslaError) {
    if (error.name === "UrlError") return t("trouble.network");
    if (error.name === "EngineError") return t("trouble.engine");
    if (error.name === "TeachingError") return t("trouble.teaching");
    return t("trouble.seeing", { message: error.message });
  }
  return t("trouble.unknown", { message: error instanceof Error ? error.message : String(error) });
}
