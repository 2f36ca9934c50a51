/** A pin of the map: the newest photo of its catches, and their number where there are several. */
import { useId } from "react";
import { catchName } from "../state/catchName";
import { useLocale } from "../state/appContext";
import { usePhotoUrl } from "../state/usePhotoUrl";
import type { MapPoint } from "./mapPoints";

/** Pixels. */
const [RADIUS, PHOTO, NUMBER] = [20, 18, 10];

export function MapPin({
  point,
  onOpen,
}: {
  readonly point: MapPoint;
  readonly onOpen: () => void;
}) {
  const locale = useLocale();
  const id = useId();
  const { x, y, catches } = point;
  const newest = catches[0]!;
  const url = usePhotoUrl(newest.id, "thumb");
  const isMany = catches.length > 1;
  const label = isMany
    ? locale.t("map.many", { n: catches.length })
    : locale.t("catch.open", {
        breed: catchName(newest, locale),
        when: locale.moment(newest),
      });
  return (
    <g
      className="point"
      transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}
      role="button"
      tabIndex={0}
      aria-label={label}
      onClick={onOpen}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        event.stopPropagation();
        onOpen();
      }}
    >
      <circle r={23} className="touch" />
      <circle r={RADIUS} className="pin" />
      {url && (
        <>
          <clipPath id={id}>
            <circle r={PHOTO} />
          </clipPath>
          <image
            href={url}
            x={-PHOTO}
            y={-PHOTO}
            width={2 * PHOTO}
            height={2 * PHOTO}
            preserveAspectRatio="xMidYMid slice"
            clipPath={`url(#${id})`}
          />
        </>
      )}
      {isMany && (
        <g transform="translate(15 -15)" aria-hidden="true">
          <circle r={NUMBER} className="number" />
          <text textAnchor="middle" dy={4.2}>
            {locale.number(catches.length)}
          </text>
        </g>
      )}
    </g>
  );
}
