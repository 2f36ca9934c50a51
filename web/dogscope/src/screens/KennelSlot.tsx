/** The place of a catch in the kennel: empty until it is filled with the catch's photo. */
import { BREEDS } from "../breeds/breedCatalogue";
import { BreedDrawing } from "../components/BreedDrawing";
import { Icon } from "../components/Icon";
import { PhotoThumbnail } from "../components/PhotoThumbnail";
import { collectionOf } from "../game/collection";
import type { Locale } from "../locales/locale";
import type { Catch } from "../storage/userRecords";

export function KennelSlot({ caught }: { caught: Catch }) {
  return (
    <span className="cell-picture">
      {caught.mix ? (
        <Icon name="heart" size={32} />
      ) : (
        <BreedDrawing id={caught.breed} inColour={false} />
      )}
      <span className="slot-filled">
        <PhotoThumbnail id={caught.id} />
      </span>
    </span>
  );
}

/** Says where a catch stands: "12 of 120 found", "German shepherd: caught 3 times". */
export function placeText(caught: Catch, catches: readonly Catch[], locale: Locale): string {
  const { t } = locale;
  if (caught.mix) return t("mix.count", { n: catches.filter(({ mix }) => mix).length });
  const collection = collectionOf(catches);
  const count = collection.get(caught.breed)?.count ?? 1;
  if (count > 1) return t("reward.again", { breed: locale.breed(caught.breed), n: count });
  return t("reward.place", { found: collection.size, all: BREEDS.length });
}
