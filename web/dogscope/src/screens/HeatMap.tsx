/** Where in the photo the answer comes from, as a glow over it. */
import { useEffect, useEffectEvent, useRef } from "react";
import type { Box } from "../images/geometry";
import { cut } from "../detection/dogFinder";
import type { Eyes } from "../detection/models";

interface HeatProps {
  readonly picture: ImageBitmap;
  /** The part that the classifier saw. */
  readonly part: Box;
  readonly breed: string;
  readonly eyes: Eyes;
  readonly onState: (state: HeatState) => void;
}

export type HeatState = "working" | "shown" | "failed";

/** Pixels on the longer side; the map itself is no finer than 7 x 7. */
const SIDE = 224;

export function Heat({ picture, part, breed, eyes, onState }: HeatProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const told = useEffectEvent(onState);
  const { x, y, width, height } = part;
  useEffect(() => {
    let gone = false;
    told("working");
    void (async () => {
      const scale = Math.min(1, SIDE / Math.max(width, height));
      const whole = await cut(picture, { x, y, width, height });
      try {
        const small = await createImageBitmap(whole, {
          resizeWidth: Math.max(1, Math.round(width * scale)),
          resizeHeight: Math.max(1, Math.round(height * scale)),
        });
        const explanation = await eyes.explain(small, breed);
        small.close();
        const element = canvas.current;
        if (gone || !element) return;
        element.width = explanation.width;
        element.height = explanation.height;
        const image = new ImageData(explanation.width, explanation.height);
        explanation.heatMap.forEach((heat, at) => glow(heat, image.data, 4 * at));
        element.getContext("2d")!.putImageData(image, 0, 0);
        told("shown");
      } finally {
        whole.close();
      }
    })().catch(() => {
      if (!gone) told("failed");
    });
    return () => {
      gone = true;
    };
  }, [picture, x, y, width, height, breed, eyes]);
  return <canvas ref={canvas} className="heat" aria-hidden="true" />;
}

/** Nothing is clear, little is violet, much is yellow. */
function glow(heat: number, data: Uint8ClampedArray, at: number): void {
  data[at] = 90 + 165 * Math.min(1, 1.4 * heat);
  data[at + 1] = 20 + 200 * Math.max(0, 1.5 * heat - 0.5);
  data[at + 2] = 140 * (1 - heat);
  data[at + 3] = 200 * Math.min(1, Math.max(0, heat - 0.15) * 1.4);
}
