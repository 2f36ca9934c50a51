/** An example as a small picture, or as the beginning of its text. */
import { useState } from "react";
import { thumbnailUrl, type ThumbnailSize } from "../api/addresses";
import { useLocale } from "../state/localeContext";
import { useProject, type Example } from "../state/project";
import { names } from "./Button";
import { Icon } from "./Icon";
import style from "./Thumbnail.module.css";

export interface ThumbnailProps {
  readonly example: Pick<Example, "id" | "sha256" | "name" | "modality" | "text">;
  readonly size?: ThumbnailSize;
  /** `cover` fills the square; `contain` shows the whole picture. */
  readonly fit?: "cover" | "contain";
  /** Words for screen readers; by default the example's name. "" where its name stands beside. */
  readonly alt?: string;
}

export function Thumbnail({
  example,
  size = 160,
  fit = "cover",
  alt = example.name,
}: ThumbnailProps) {
  const { name } = useProject();
  const { t } = useLocale();
  const [failed, setFailed] = useState(false);
  if (example.modality === "text")
    return <span className={names(style.frame, style.text)}>{example.text}</span>;
  if (failed)
    return (
      <span className={names(style.frame, style.failed)} role="img" aria-label={alt}>
        <Icon name="image" size={20} />
        <span>{t("shell.noPicture")}</span>
      </span>
    );
  return (
    <img
      // A sound's spectrogram is stretched: its beginning and its end are not cut off.
      className={names(style.frame, example.modality === "audio" ? style.fill : style[fit])}
      src={thumbnailUrl(name, example, size)}
      alt={alt}
      loading="lazy"
      decoding="async"
      draggable={false}
      onError={() => setFailed(true)}
    />
  );
}
