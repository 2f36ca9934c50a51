/** Normalise: three pictures of numbers, each of which stands for a value around 0. */
import { useState } from "react";
import { Skeleton } from "../../components/States";
import { useLocale } from "../../state/localeContext";
import { Toy } from "./Chapter";
import { ColourPlanes } from "./ColourPlanes";
import { Handle } from "./Handle";
import { colourAt, realValue } from "./math/pictureMath";
import { held } from "./math/plotScale";
import { PictureStage } from "./PictureStage";
import type { PictureStepProps } from "./pictureSteps";
import { PixelValues } from "./PixelValues";
import { usePixels } from "./usePixels";

export function NormaliseStep({ followed, tensor }: PictureStepProps) {
  const locale = useLocale();
  const { t } = locale;
  const pixels = usePixels(tensor);
  const [[column, row], setPlace] = useState<readonly [number, number]>([112, 90]);
  if (pixels === null) return <Skeleton lines={6} />;
  const { width, height, data } = pixels;
  const { zero_point, scale } = followed.view.input;
  const colour = colourAt(data, width, column, row);
  const move = (x: number, y: number) =>
    setPlace([held(x, 0, width - 1, 1), held(y, 0, height - 1, 1)]);
  const number = new Intl.NumberFormat(locale.language, { maximumFractionDigits: 2 });
  return (
    <Toy
      figure={
        <>
          <PictureStage
            address={tensor}
            width={width}
            height={height}
            label={t("inside.square")}
            coarse
          >
            <Handle
              x={column + 0.5}
              y={row + 0.5}
              label={t("inside.pixel")}
              text={t("inside.pixelPlace", { column: column + 1, row: row + 1 })}
              range={[0, height]}
              onDrag={move}
              onStep={(right, up) => move(column + right, row - up)}
            />
          </PictureStage>
          <ColourPlanes pixels={pixels} />
        </>
      }
      controls={<PixelValues colour={colour} quantisation={{ zero_point, scale }} />}
      now={t("inside.normaliseNow", {
        number: colour[0],
        zero: zero_point,
        scale: new Intl.NumberFormat(locale.language, { maximumFractionDigits: 4 }).format(scale),
        value: number.format(realValue(colour[0], zero_point, scale)),
      })}
    />
  );
}
