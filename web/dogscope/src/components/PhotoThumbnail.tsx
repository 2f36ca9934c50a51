/** The thumbnail of a stored photo; until it is loaded, a placeholder. */
import type { ReactNode } from "react";
import { usePhotoUrl } from "../state/usePhotoUrl";

interface PhotoThumbnailProps {
  /** The photo's id; null for no photo. */
  readonly id: string | null;
  /** Shown without a photo; an empty box by default. */
  readonly placeholder?: ReactNode;
}

export function PhotoThumbnail({ id, placeholder }: PhotoThumbnailProps) {
  const url = usePhotoUrl(id, "thumb");
  return url ? <img src={url} alt="" /> : (placeholder ?? <span className="blank" />);
}
