/** A breed's drawing as SVG elements, without an `svg` of its own: in colour, or as a silhouette. */
import { Fragment, memo, useId } from "react";
import type { LayerName, Mark } from "./anatomy";
import { drawingOf } from "./drawingOf";

interface DogFigureProps {
  readonly id: string;
  readonly inColour: boolean;
  /** Leaves out what a picture of the head does not show. */
  readonly headOnly?: boolean;
}

const BEHIND: readonly LayerName[] = ["tail", "farLegs"];

export const DogFigure = memo(function DogFigure({ id, inColour, headOnly }: DogFigureProps) {
  const clip = useId();
  const { layers, face, silhouette } = drawingOf(id);
  if (!inColour) return <path className="dog-silhouette" d={silhouette} />;
  const shown = headOnly ? layers.filter(({ name }) => !BEHIND.includes(name)) : layers;
  return (
    <>
      <path className="dog-edge" d={shown.map(({ path }) => path).join("")} />
      {shown.map(({ name, path, fill, marks }) => (
        <Fragment key={name}>
          <path d={path} fill={fill} />
          {marks.length > 0 && (
            <>
              <clipPath id={`${clip}${name}`}>
                <path d={path} />
              </clipPath>
              <g clipPath={`url(#${clip}${name})`}>{marks.map(markElement)}</g>
            </>
          )}
        </Fragment>
      ))}
      {face.map(markElement)}
    </>
  );
});

function markElement({ path, fill, opacity, line }: Mark, at: number) {
  return line ? (
    <path
      key={at}
      d={path}
      fill="none"
      stroke={fill}
      strokeWidth={line}
      strokeLinecap="round"
      opacity={opacity}
    />
  ) : (
    <path key={at} d={path} fill={fill} opacity={opacity} />
  );
}
