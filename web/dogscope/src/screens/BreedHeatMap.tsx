/** The heat map of a breed's score, as a glow over the photo. */
import { useEffect, useEffectEvent, useRef } from "react";
import type { Models } from "../detection/dogModels";
import { crop, type Box } from "../images/geometry";

interface BreedHeatMapProps {
  readonly image: ImageBitmap;
  /** The part that was classified. */
  readonly part: Box;
  readonly breed: string;
  readonly models: Models;
  readonly onState: (state: HeatMapState) => void;
}

export type HeatMapState = "working" | "shown" | "failed";

/** Pixels on the longer side; the map itself is no finer than 7 x 7. */
const SIDE = 224;

export function BreedHeatMap({ image, part, breed, models, onState }: BreedHeatMapProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const report = useEffectEvent(onState);
  const { x, y, width, height } = part;
  useEffect(() => {
    let isGone = false;
    report("working");
    void (async () => {
      const { heatMap, ...size } = await explain(image, { x, y, width, height }, breed, models);
      const element = canvas.current;
      if (isGone || !element) return;
      Object.assign(element, size);
      const pixels = new ImageData(size.width, size.height);
      heatMap.forEach((heat, at) => glow(heat, pixels.data, 4 * at));
      element.getContext("2d")!.putImageData(pixels, 0, 0);
      report("shown");
    })().catch(() => {
      if (!isGone) report("failed");
    });
    return () => {
      isGone = true;
    };
  }, [image, x, y, width, height, breed, models]);
  return <canvas ref={canvas} className="heat" aria-hidden="true" />;
}

async function explain(image: ImageBitmap, part: Box, breed: string, models: Models) {
  const scale = Math.min(1, SIDE / Math.max(part.width, part.height));
  const whole = await crop(image, part);
  try {
    const small = await createImageBitmap(whole, {
      resizeWidth: Math.max(1, Math.round(part.width * scale)),
      resizeHeight: Math.max(1, Math.round(part.height * scale)),
    });
    const { width, height, heatMap } = await models.explain(small, breed);
    small.close();
    return { width, height, heatMap };
  } finally {
    whole.close();
  }
}

/** Colours a pixel: no heat is clear, a little is violet, much is yellow. */
function glow(heat: number, data: Uint8ClampedArray, at: number): void {
  data[at] = 90 + 165 * Math.min(1, 1.4 * heat);
  data[at + 1] = 20 + 200 * Math.max(0, 1.5 * heat - 0.5);
  data[at + 2] = 140 * (1 - heat);
  data[at + 3] = 200 * Math.min(1, Math.max(0, heat - 0.15) * 1.4);
}
