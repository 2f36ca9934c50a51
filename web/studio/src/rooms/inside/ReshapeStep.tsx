/** Reshape: the square in the middle, at the size that the model takes. */
import { useLocale } from "../../state/localeContext";
import { Toy } from "./Chapter";
import { PictureStage } from "./PictureStage";
import type { PictureStepProps } from "./pictureSteps";
import { usePlot } from "./plotContext";
import type { Box } from "./math/pictureMath";
import figures from "./figures.module.css";

export function ReshapeStep({ followed, picture, tensor }: PictureStepProps) {
  const { t } = useLocale();
  const { width, height, box, shape } = followed.view.input;
  const [rows = 0, columns = 0, colours = 0] = shape;
  if (width === null || height === null || box === null) return null;
  return (
    <Toy
      figure={
        <PictureStage address={picture} width={width} height={height} label={t("inside.picture")}>
          <Outside box={box} width={width} height={height} />
        </PictureStage>
      }
      controls={
        <figure className={figures.small}>
          <img src={tensor} alt={t("inside.square")} className={figures.tensor} />
          <figcaption>{t("inside.squareSize", { columns, rows })}</figcaption>
        </figure>
      }
      now={t("inside.reshapeNow", {
        width,
        height,
        side: columns,
        numbers: rows * columns * colours,
      })}
    />
  );
}

/** Shades what the model does not see. */
function Outside({ box, width, height }: { box: Box; width: number; height: number }) {
  const { across, up } = usePlot();
  const [left, right, top, bottom] = [
    across.at(box.left),
    across.at(box.right),
    up.at(box.top),
    up.at(box.bottom),
  ];
  return (
    <g aria-hidden="true">
      <path
        className={figures.outside}
        fillRule="evenodd"
        d={`M0 0H${across.at(width)}V${up.at(height)}H0ZM${left} ${top}V${bottom}H${right}V${top}Z`}
      />
      <rect x={left} y={top} width={right - left} height={bottom - top} className={figures.frame} />
    </g>
  );
}
