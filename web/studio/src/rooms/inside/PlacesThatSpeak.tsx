/** What each place of the picture adds to a label's sum. */
import { useState } from "react";
import { useLocale } from "../../state/localeContext";
import { Toy } from "./Chapter";
import type { Followed, FollowedLabel } from "./followed";
import { Handle } from "./Handle";
import { held } from "./math/plotScale";
import { PictureStage } from "./PictureStage";
import { PlaceGrid } from "./PlaceGrid";
import style from "./chapters.module.css";

export interface PlacesThatSpeakProps {
  readonly followed: Followed;
  readonly label: FollowedLabel;
  readonly name: string;
}

export function PlacesThatSpeak({ followed, label, name }: PlacesThatSpeakProps) {
  const locale = useLocale();
  const { t } = locale;
  const { width, height, box } = followed.view.input;
  const places = label.places!;
  const [rows, columns] = [places.length, places[0]!.length];
  const [[column, row], setPlace] = useState<readonly [number, number]>(() => strongest(places));
  if (width === null || height === null || box === null) return null;
  const side = box.right - box.left;
  const move = (x: number, y: number) =>
    setPlace([held(x, 0, columns - 1, 1), held(y, 0, rows - 1, 1)]);
  const signed = (value: number) =>
    new Intl.NumberFormat(locale.language, {
      maximumFractionDigits: 2,
      signDisplay: "exceptZero",
    }).format(value);
  const adds = places[row]?.[column] ?? 0;
  return (
    <Toy
      figure={
        <PictureStage
          address={followed.picture!}
          width={width}
          height={height}
          label={t("inside.placesOf", { label: name })}
        >
          <PlaceGrid
            rows={rows}
            columns={columns}
            left={box.left}
            top={box.top}
            side={side}
            adds={places}
          />
          <Handle
            x={box.left + ((column + 0.5) / columns) * side}
            y={box.top + ((row + 0.5) / rows) * side}
            label={t("inside.placeHandle")}
            text={signed(adds)}
            range={[0, height]}
            onDrag={(x, y) =>
              move(((x - box.left) / side) * columns - 0.5, ((y - box.top) / side) * rows - 0.5)
            }
            onStep={(right, up) => move(column + right, row - up)}
          />
        </PictureStage>
      }
      controls={
        <>
          <p className={style.big}>
            <span>{t("inside.thisPlace", { column: column + 1, row: row + 1 })}</span>
            <strong>{signed(adds)}</strong>
          </p>
          <ul className={style.legend}>
            <li data-adds="for">{t("inside.speaksFor", { label: name })}</li>
            <li data-adds="against">{t("inside.speaksAgainst", { label: name })}</li>
          </ul>
        </>
      }
      now={t("inside.placesNow", { n: rows * columns, total: signed(label.total) })}
    />
  );
}

/** Returns the column and the row of the place that adds most. */
function strongest(places: readonly (readonly number[])[]): readonly [number, number] {
  const all = places.flat();
  const at = all.indexOf(Math.max(...all));
  const columns = places[0]!.length;
  return [at % columns, Math.floor(at / columns)];
}
