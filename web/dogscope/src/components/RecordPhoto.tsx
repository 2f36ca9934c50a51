/** The photo of a catch or a find, and what is known of it. */
import type { ReactNode } from "react";
import { useLocale } from "../state/appContext";
import { usePhotoUrl } from "../state/usePhotoUrl";

interface RecordPhotoProps {
  /** The record's id. */
  readonly id: string;
  /** What the photo shows. */
  readonly name: string;
  readonly children: ReactNode;
}

export function RecordPhoto({ id, name, children }: RecordPhotoProps) {
  const { t } = useLocale();
  const url = usePhotoUrl(id, "photo");
  return (
    <figure className="catch-photo">
      {url ? <img src={url} alt={t("catch.photo", { breed: name })} /> : <span className="blank" />}
      <figcaption>{children}</figcaption>
    </figure>
  );
}
