/** Outputs as bars up and down, whose ends can be dragged. */
import { Handle } from "./Handle";
import { useLocale } from "../../state/localeContext";
import { Plot } from "./Plot";
import { usePlot } from "./plotContext";
import style from "./figures.module.css";

export interface OutputBarsProps {
  readonly label: string;
  readonly labels: readonly string[];
  readonly outputs: readonly number[];
  readonly onChange: (at: number, output: number) => void;
}

export function OutputBars({ label, labels, outputs, onChange }: OutputBarsProps) {
  const locale = useLocale();
  return (
    <Plot
      label={label}
      x={[0, labels.length]}
      y={[-3, 4]}
      xTitle=""
      yTitle=""
      height={260}
      every={null}
    >
      {outputs.map((output, at) => (
        <g key={labels[at]}>
          <Bar at={at} output={output} name={labels[at]!} />
          <Handle
            x={at + 0.5}
            y={output}
            label={labels[at]!}
            text={locale.number(output, { maximumFractionDigits: 1 })}
            range={[-3, 4]}
            onDrag={(_, up) => onChange(at, up)}
            onStep={(right, up) => onChange(at, output + 0.1 * (right + up))}
          />
        </g>
      ))}
    </Plot>
  );
}

function Bar({ at, output, name }: { at: number; output: number; name: string }) {
  const { across, up } = usePlot();
  const [zero, end] = [up.at(0), up.at(output)];
  return (
    <g aria-hidden="true">
      <rect
        x={across.at(at + 0.5) - 26}
        width={52}
        y={Math.min(zero, end)}
        height={Math.abs(end - zero)}
        style={{ fill: `var(--label-${at + 1})` }}
        className={style.bar}
      />
      <line x1={across.at(at)} x2={across.at(at + 1)} y1={zero} y2={zero} className={style.zero} />
      <text
        x={across.at(at + 0.5)}
        y={output < 0 ? zero - 8 : zero + 18}
        textAnchor="middle"
        className={style.barName}
      >
        {name}
      </text>
    </g>
  );
}
