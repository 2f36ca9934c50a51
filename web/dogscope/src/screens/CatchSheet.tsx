/** One catch: its photo, what was said, and what can be done with it. */
import { useEffect, useEffectEvent, useState } from "react";
import type { Catch } from "../storage/records";
import { drawCard } from "../sharing/shareCard";
import { give } from "../sharing/deliverFile";
import { useApp, useKept, useWords } from "../state/appContext";
import { correct, denyCatch, release } from "../state/catchActions";
import { Icon } from "../components/Icon";
import { Sheet } from "../components/Sheet";
import { troubleText } from "../state/errorMessages";
import { usePicture } from "../state/usePhotoUrl";
import { BreedPicker } from "./BreedPicker";
import { Confirm } from "../components/ConfirmDeletion";

export function CatchSheet({ caught: given, onClose }: { caught: Catch; onClose: () => void }) {
  const { keeper, toaster } = useApp();
  const words = useWords();
  const { t } = words;
  const { catches, dogs } = useKept();
  const [picking, setPicking] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const [withPlace, setWithPlace] = useState(false);
  const kept = catches.find(({ id }) => id === given.id);
  const caught = kept ?? given;
  // Deleted, here or in another tab: there is nothing left to look at.
  const isGone = kept === undefined;
  const gone = useEffectEvent(onClose);
  useEffect(() => {
    if (isGone) gone();
  }, [isGone]);
  const url = usePicture(caught.id, "photo");
  const name = words.breed(caught.breed);
  const mine = dogs.find(({ id }) => id === caught.mine);
  const tell = (error: unknown): void => toaster.say(troubleText(error, words), "bad");

  const share = async (): Promise<void> => {
    const picture = await keeper.picture(caught.id);
    if (!picture) return;
    const place = withPlace ? caught.place : null;
    const card = await drawCard(picture, {
      title: mine ? `${mine.name} · ${name}` : name,
      date: words.day(caught.at),
      place:
        place &&
        `${words.number(place.latitude, DEGREES)}°, ${words.number(place.longitude, DEGREES)}°`,
    });
    const file = new File([card], `dog-scope-${caught.id.slice(0, 8)}.png`, { type: "image/png" });
    if ((await give(file, name)) === "saved") toaster.say(t("share.saved"), "good");
  };
  return (
    <Sheet title={name} onClose={onClose}>
      <figure className="catch-photo">
        {url ? (
          <img src={url} alt={t("catch.photo", { breed: name })} />
        ) : (
          <span className="blank" />
        )}
        <figcaption>
          {words.moment(caught.at)}
          {mine && <> · {mine.name}</>}
          {caught.place && <> · {t("catch.placed")}</>}
        </figcaption>
      </figure>
      <p className="fine">
        {caught.by === "user"
          ? t("catch.byyou")
          : t("catch.byapp", { score: words.percent(caught.guesses[0]?.score ?? 0) })}
      </p>
      {caught.place && (
        <label className="check">
          <input
            type="checkbox"
            checked={withPlace}
            onChange={(event) => setWithPlace(event.target.checked)}
          />
          {t("share.place")}
        </label>
      )}
      <div className="actions">
        <button type="button" className="primary" onClick={() => void share().catch(tell)}>
          <Icon name="share" />
          {t("share")}
        </button>
        <button type="button" className="secondary" onClick={() => setPicking(true)}>
          <Icon name="pencil" />
          {t("result.wrong")}
        </button>
        <button type="button" className="secondary" onClick={() => setDeleting(true)}>
          <Icon name="trash" />
          {t("delete")}
        </button>
      </div>
      {deleting && (
        <Confirm
          question={t("catch.delete")}
          yes={t("delete")}
          onYes={() => void release(keeper, caught).catch(tell)}
          onNo={() => setDeleting(false)}
        />
      )}
      {picking && (
        <BreedPicker
          title={t("picker.title")}
          likely={caught.guesses.map(({ id }) => id)}
          onNoDog={() => void denyCatch(keeper, caught).catch(tell)}
          onPick={(breed) => {
            setPicking(false);
            correct(keeper, caught, breed).then(
              () => toaster.say(t("result.corrected", { breed: words.breed(breed) }), "good"),
              tell,
            );
          }}
          onClose={() => setPicking(false)}
        />
      )}
    </Sheet>
  );
}

const DEGREES: Intl.NumberFormatOptions = { maximumFractionDigits: 2 };
