/** A dog at its real size beside a person's leg. */
import { DogFigure } from "./DogFigure";
import { drawingOf } from "./drawingOf";

interface SizeScaleProps {
  readonly id: string;
  readonly inColour: boolean;
  /** At the withers, in centimetres. */
  readonly height: number;
}

/** The drawn leg's knee is 50 cm high, as a grown person's is. */
const KNEE = 50;
const LEG_WIDTH = 46;
const MARGIN = 6;

export function SizeScale({ id, inColour, height }: SizeScaleProps) {
  const { box } = drawingOf(id);
  const scale = height / 100;
  const [left, top, width] = box.map((each) => each * scale) as [number, number, number];
  const ceiling = Math.min(top - MARGIN, -KNEE - 24);
  // A small dog is not lost in a wide picture.
  const whole = Math.max(width + LEG_WIDTH + 2 * MARGIN, 90);
  const leg = whole - LEG_WIDTH;
  const dogLeft = (leg - width) / 2;
  return (
    <svg
      className="size-scale"
      viewBox={`0 ${ceiling.toFixed(1)} ${whole.toFixed(1)} ${(8 - ceiling).toFixed(1)}`}
      aria-hidden="true"
    >
      <ellipse className="ground" cx={whole / 2} cy="1" rx={whole / 2 - 3} ry="4.5" />
      <g transform={`translate(${leg.toFixed(1)} 0)`}>
        <path
          className="far-trouser"
          d="M17,-110L19,-60Q20,-46 18,-34L16,-7H28L31,-34Q34,-48 34,-60L37,-110Z"
        />
        <path className="far-shoe" d="M15,-8H29Q30,-3 30,0.5H5Q4,-3.5 9,-4.5Q13,-5.5 15,-8Z" />
        <path
          className="trouser"
          d="M10,-110L13,-62Q11,-52 12,-46Q14,-30 13,-7H27Q27,-30 30,-44Q33,-54 33,-64L40,-110Z"
        />
        <path className="crease" d="M13,-53Q17,-49 22,-50M14,-47Q18,-45 21,-46" />
        <path className="shoe" d="M12,-8H28Q30,-3 29.5,1H1Q0,-4 6,-5Q10,-6 12,-8Z" />
        <path className="sole" d="M0.6,-1H29.8V2.4H0.6Z" />
      </g>
      <path className="knee" d={`M${MARGIN},${-KNEE}H${(leg + 10).toFixed(1)}`} />
      <g transform={`translate(${(dogLeft - left).toFixed(1)} 0) scale(${scale})`}>
        <DogFigure id={id} inColour={inColour} />
      </g>
    </svg>
  );
}
