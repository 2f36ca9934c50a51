/** A row of figures, each with its name. */
interface StatListProps {
  readonly stats: readonly (readonly [name: string, figure: string])[];
}

export function StatList({ stats }: StatListProps) {
  return (
    <dl className="dates">
      {stats.map(([name, figure]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{figure}</dd>
        </div>
      ))}
    </dl>
  );
}
