/** A decoded picture on the screen, whole, with what lies over it. */
import { useEffect, useRef, type ReactNode } from "react";
import type { Box } from "../images/geometry";

interface PictureProps {
  readonly picture: ImageBitmap;
  readonly label: string;
  /** The part to show; all of it by default. */
  readonly part?: Box;
  readonly children?: ReactNode;
}

/** Pixels on the longer side that are drawn: more no screen shows. */
const MOST = 1600;

export function Picture({ picture, label, part, children }: PictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { x, y, width, height } = part ?? {
    x: 0,
    y: 0,
    width: picture.width,
    height: picture.height,
  };
  useEffect(() => {
    const element = canvas.current!;
    const scale = Math.min(1, MOST / Math.max(width, height));
    element.width = Math.max(1, Math.round(width * scale));
    element.height = Math.max(1, Math.round(height * scale));
    const context = element.getContext("2d")!;
    if (picture.width > 0)
      context.drawImage(picture, x, y, width, height, 0, 0, element.width, element.height);
  }, [picture, x, y, width, height]);
  return (
    <div className="picture" style={{ aspectRatio: `${width} / ${height}` }}>
      <canvas ref={canvas} role="img" aria-label={label} />
      {children}
    </div>
  );
}
