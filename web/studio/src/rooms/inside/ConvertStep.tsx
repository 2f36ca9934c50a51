/** Convert: a picture is a table of pixels, and a pixel is three numbers. */
import { useState } from "react";
import { Skeleton } from "../../components/States";
import { useLocale } from "../../state/localeContext";
import { Toy } from "./Chapter";
import { Handle } from "./Handle";
import { colourAt } from "./math/pictureMath";
import { held } from "./math/plotScale";
import { PictureStage } from "./PictureStage";
import type { PictureStepProps } from "./pictureSteps";
import { PixelGrid } from "./PixelGrid";
import { PixelValues } from "./PixelValues";
import { usePixels } from "./usePixels";

export function ConvertStep({ picture }: PictureStepProps) {
  const { t } = useLocale();
  const pixels = usePixels(picture);
  const [place, setPlace] = useState<readonly [number, number]>([0.5, 0.4]);
  if (pixels === null) return <Skeleton lines={6} />;
  const { width, height, data } = pixels;
  const column = held(place[0] * width, 0, width - 1, 1);
  const row = held(place[1] * height, 0, height - 1, 1);
  const colour = colourAt(data, width, column, row);
  const move = (x: number, y: number) =>
    setPlace([held(x, 0, width - 1, 1) / width, held(y, 0, height - 1, 1) / height]);
  return (
    <Toy
      figure={
        <PictureStage address={picture} width={width} height={height} label={t("inside.picture")}>
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
      }
      controls={
        <>
          <PixelGrid pixels={pixels} column={column} row={row} label={t("inside.pixel")} />
          <PixelValues colour={colour} />
        </>
      }
      now={t("inside.convertNow", { column: column + 1, row: row + 1 })}
    />
  );
}
