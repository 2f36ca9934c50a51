/** The pictures on the map: each lies at its place, framed in the colour of its point. */
import { useEffect, useMemo } from "react";
import { names } from "../../components/Button";
import { Thumbnail } from "../../components/Thumbnail";
import type { Example } from "../../state/project";
import { pictured, placed, zoomStep, type MapShape } from "./mapPictures";
import type { Points, View } from "./pointRenderer";
import style from "./map.module.css";

const SIDE = 48; // pixels
const MOST = 220; // pictures

/** What the canvas shows. */
export interface Seen {
  readonly view: View;
  readonly width: number;
  readonly height: number;
  readonly shape: MapShape;
}

export interface MapPicturesProps {
  readonly ids: readonly number[];
  readonly points: Points;
  readonly seen: Seen;
  /** The ids that the filters leave; null for all. */
  readonly shown: ReadonlySet<number> | null;
  readonly chosen: ReadonlySet<number>;
  readonly known: ReadonlyMap<number, Example>;
  readonly onView: (ids: readonly number[]) => void;
}

export function MapPictures(props: MapPicturesProps) {
  const { ids, points, seen, shown, chosen, known, onView } = props;
  const { view, width, height, shape } = seen;
  const { x, y, colours } = points;
  const zoom = zoomStep(view.zoom);
  const { across, down } = shape;
  const some = useMemo(
    () =>
      pictured(x, y, { across, down }, zoom, SIDE, (at) => shown === null || shown.has(ids[at]!)),
    [x, y, across, down, zoom, shown, ids],
  );
  const places = placed(some, x, y, view, shape, [width, height], SIDE / 2, MOST);
  const wanted = places.map(({ at }) => ids[at]!).join(",");
  useEffect(() => {
    if (wanted !== "") onView(wanted.split(",").map(Number));
  }, [wanted, onView]);
  return (
    <div className={style.pictures} aria-hidden="true">
      {places.map(({ at, left, top }) => {
        const id = ids[at]!;
        const example = known.get(id);
        if (example === undefined) return null;
        const [red, green, blue] = colours.subarray(4 * at, 4 * at + 3);
        return (
          <span
            key={id}
            className={names(style.onMap, chosen.has(id) && style.chosenOnMap)}
            style={{
              transform: `translate(${Math.round(left - SIDE / 2)}px, ${Math.round(top - SIDE / 2)}px)`,
              inlineSize: SIDE,
              blockSize: SIDE,
              borderColor: `rgb(${red} ${green} ${blue})`,
            }}
          >
            <Thumbnail example={example} size={160} alt="" />
          </span>
        );
      })}
    </div>
  );
}
