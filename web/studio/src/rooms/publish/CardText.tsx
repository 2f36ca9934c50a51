/** A card as text with headings. */
import { cardBlocks, type CardBlock } from "./cardBlocks";
import style from "./publish.module.css";

export function CardText({ markdown }: { readonly markdown: string }) {
  return (
    <div className={style.card} lang="en">
      {cardBlocks(markdown).map((each, at) => (
        <Block key={at} block={each} />
      ))}
    </div>
  );
}

function Block({ block }: { readonly block: CardBlock }) {
  switch (block.kind) {
    case "heading":
      return block.level === 1 ? <h3>{block.text}</h3> : <h4>{block.text}</h4>;
    case "text":
      return <p>{block.text}</p>;
    case "list":
      return (
        <ul>
          {block.items.map((each, at) => (
            <li key={at}>{each}</li>
          ))}
        </ul>
      );
    case "table": {
      const [head, ...rows] = block.rows;
      return (
        <div className={style.table} tabIndex={0} role="group" aria-label={head?.join(", ")}>
          <table>
            <thead>
              <tr>
                {head?.map((each) => (
                  <th key={each}>{each}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, at) => (
                <tr key={at}>
                  {row.map((each, column) => (
                    <td key={column}>{each}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      );
    }
  }
}
