/** A catch: its photo, its breed, and the actions to share, correct and delete it. */
import { lazy, Suspense, useEffect, useEffectEvent, useState } from "react";
import { ConfirmDeletion } from "../components/ConfirmDeletion";
import { Icon } from "../components/Icon";
import { RecordPhoto } from "../components/RecordPhoto";
import { Sheet } from "../components/Sheet";
import { useApp, useLocale, useUserData } from "../state/appContext";
import { correctCatch, deleteCatch, denyCatch } from "../state/catchActions";
import { useScoreText } from "../state/useScoreText";
import { useShowError } from "../state/useShowError";
import type { Catch, NamedDog } from "../storage/userRecords";
import { BreedPicker } from "./BreedPicker";
import { catchName, catchNameWithin, mixText, namedMix } from "../state/catchName";

const ShareSheet = lazy(() => import("./ShareSheet"));

interface CatchSheetProps {
  readonly caught: Catch;
  readonly onClose: () => void;
}

export function CatchSheet({ caught: opened, onClose }: CatchSheetProps) {
  const { userData, toaster } = useApp();
  const locale = useLocale();
  const { t } = locale;
  const showError = useShowError();
  const { catches, dogs } = useUserData();
  const [isPicking, setPicking] = useState(false);
  const [isDeleting, setDeleting] = useState(false);
  const [isSharing, setSharing] = useState(false);
  const stored = catches.find(({ id }) => id === opened.id);
  const caught = stored ?? opened;
  // A catch that is deleted, here or in another tab, has nothing to show.
  const isDeleted = stored === undefined;
  const close = useEffectEvent(onClose);
  useEffect(() => {
    if (isDeleted) close();
  }, [isDeleted]);
  const name = catchName(caught, locale);
  const mine = dogs.find(({ id }) => id === caught.mine);
  const scoreText = useScoreText()(caught.guesses[0]?.score ?? 0);

  const correct = (named: NamedDog): void => {
    setPicking(false);
    correctCatch(userData, caught, named).then(
      () => toaster.show(t("result.corrected", { breed: catchNameWithin(named, locale) }), "good"),
      showError,
    );
  };
  return (
    <Sheet title={name} onClose={onClose}>
      <RecordPhoto id={caught.id} name={catchNameWithin(caught, locale)}>
        {locale.moment(caught)}
        {mine && <> · {mine.name}</>}
        {caught.place && <> · {t("catch.placed")}</>}
      </RecordPhoto>
      {caught.mix && <p>{mixText(caught.mix, caught.guesses, locale)}</p>}
      <p className="fine">
        {caught.by === "user"
          ? t(caught.mix ? "mix.byyou" : "catch.byyou")
          : scoreText === null
            ? t("catch.byapp")
            : t("catch.byapp.score", { score: scoreText })}
      </p>
      <div className="actions">
        <button type="button" className="primary" onClick={() => setSharing(true)}>
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
      {isDeleting && (
        <ConfirmDeletion
          question={t("catch.delete")}
          confirm={t("delete")}
          onConfirm={() => void deleteCatch(userData, caught).catch(showError)}
          onCancel={() => setDeleting(false)}
        />
      )}
      {isSharing && (
        <Suspense fallback={null}>
          <ShareSheet caught={caught} onClose={() => setSharing(false)} />
        </Suspense>
      )}
      {isPicking && (
        <BreedPicker
          title={t("picker.title")}
          likely={caught.guesses.map(({ id }) => id)}
          onNoDog={() => void denyCatch(userData, caught).catch(showError)}
          onPick={(breed) => correct({ breed, mix: null })}
          onMix={
            caught.mix || caught.guesses.length === 0
              ? undefined
              : () => correct(namedMix(caught.guesses))
          }
          onClose={() => setPicking(false)}
        />
      )}
    </Sheet>
  );
}
