/** A picture on which things are drawn and moved; places are in its pixels. */
import { useMemo, type ReactNode } from "react";
import { names } from "../../components/Button";
import { scale } from "./math/plotScale";
import { PlotContext, type Pointer } from "./plotContext";
import style from "./figures.module.css";

export interface PictureStageProps {
  readonly address: string;
  readonly width: number;
  readonly height: number;
  /** What the picture is, for screen readers. */
  readonly label: string;
  /** Whether pixels stay squares as they grow. */
  readonly coarse?: boolean;
  readonly children?: ReactNode;
}

const WIDTH = 480;

export function PictureStage(props: PictureStageProps) {
  const { address, width, height, label, coarse, children } = props;
  const tall = (WIDTH * height) / width;
  const places = useMemo(() => {
    const across = scale(0, width, 0, WIDTH);
    const up = scale(0, height, 0, tall);
    return {
      across,
      up,
      pointed: ({ clientX, clientY, currentTarget }: Pointer) => {
        const box = currentTarget.ownerSVGElement!.getBoundingClientRect();
        return [
          ((clientX - box.left) / box.width) * width,
          ((clientY - box.top) / box.height) * height,
        ] as const;
      },
    };
  }, [width, height, tall]);
  return (
    <svg
      className={names(style.stage, coarse && style.coarse)}
      viewBox={`0 0 ${WIDTH} ${tall}`}
      style={{ maxWidth: `calc(min(32rem, 68vh) * ${width / height})` }}
      role="group"
      aria-label={label}
    >
      <image href={address} width={WIDTH} height={tall} aria-hidden="true" />
      <PlotContext value={places}>{children}</PlotContext>
    </svg>
  );
}
