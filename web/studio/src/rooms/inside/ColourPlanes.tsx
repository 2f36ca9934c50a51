/** A picture as three pictures: its red, its green and its blue. */
import { useEffect, useRef } from "react";
import { useLocale } from "../../state/localeContext";
import { onePlane } from "./math/pictureMath";
import type { PixelData } from "./usePixels";
import style from "./figures.module.css";

const COLOURS = ["red", "green", "blue"] as const;

export function ColourPlanes({ pixels }: { readonly pixels: PixelData }) {
  const { t } = useLocale();
  return (
    <div className={style.planes}>
      {COLOURS.map((name, at) => (
        <figure key={name}>
          <Plane pixels={pixels} colour={at as 0 | 1 | 2} label={t(`inside.${name}`)} />
          <figcaption>{t(`inside.${name}`)}</figcaption>
        </figure>
      ))}
    </div>
  );
}

interface PlaneProps {
  readonly pixels: PixelData;
  readonly colour: 0 | 1 | 2;
  readonly label: string;
}

function Plane({ pixels, colour, label }: PlaneProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const image = new ImageData(onePlane(pixels.data, colour), pixels.width, pixels.height);
    canvas.current?.getContext("2d")?.putImageData(image, 0, 0);
  }, [pixels, colour]);
  return (
    <canvas
      ref={canvas}
      width={pixels.width}
      height={pixels.height}
      role="img"
      aria-label={label}
    />
  );
}
