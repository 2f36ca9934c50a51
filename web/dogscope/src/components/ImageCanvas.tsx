/** A decoded image on the screen, or a part of it, with children laid over it. */
import { useEffect, useRef, type ReactNode } from "react";
import { wholeOf, type Box } from "../images/geometry";

interface ImageCanvasProps {
  readonly image: ImageBitmap;
  readonly label: string;
  /** The part to show; the whole image by default. */
  readonly part?: Box;
  readonly children?: ReactNode;
}

/** Pixels to draw on the longer side; no screen shows more. */
const MOST = 1600;

export function ImageCanvas({ image, label, part, children }: ImageCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { x, y, width, height } = part ?? wholeOf(image);
  useEffect(() => {
    const element = canvas.current!;
    const scale = Math.min(1, MOST / Math.max(width, height));
    element.width = Math.max(1, Math.round(width * scale));
    element.height = Math.max(1, Math.round(height * scale));
    const context = element.getContext("2d")!;
    if (image.width > 0) {
      context.drawImage(image, x, y, width, height, 0, 0, element.width, element.height);
    }
    // Its pixels would wait for the garbage collector, which knows nothing of their size.
    return () => {
      element.width = element.height = 0;
    };
  }, [image, x, y, width, height]);
  return (
    <div className="picture" style={{ aspectRatio: `${width} / ${height}` }}>
      <canvas ref={canvas} role="img" aria-label={label} />
      {children}
    </div>
  );
}
