/** An embedding as a strip of thin bars, one for each channel. */
import { largest } from "./math/sumParts";
import style from "./figures.module.css";

export interface EmbeddingStripProps {
  readonly values: readonly number[];
  readonly chosen: number;
  readonly label: string;
}

const [WIDTH, HEIGHT] = [640, 96];

export function EmbeddingStrip({ values, chosen, label }: EmbeddingStripProps) {
  const most = largest(values);
  const signed = values.some((each) => each < 0);
  const zero = signed ? HEIGHT / 2 : HEIGHT;
  const tall = signed ? HEIGHT / 2 : HEIGHT;
  const at = (n: number) => ((n + 0.5) / values.length) * WIDTH;
  const bars = values
    .map((each, n) => `M${at(n).toFixed(2)} ${zero}v${((-each / most) * tall).toFixed(1)}`)
    .join("");
  return (
    <svg
      className={style.strip}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <path d={bars} className={style.channels} />
      <path
        d={`M${at(chosen)} ${zero}v${(-values[chosen]! / most) * tall}`}
        className={style.channel}
      />
      <path d={`M${at(chosen) - 5} 0h10l-5 8z`} className={style.pointer} />
    </svg>
  );
}
