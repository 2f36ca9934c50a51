/** Shares a catch as a card: upright, square or as a film, which is shown before it is shared. */
import { useState } from "react";
import { clipType } from "../cards/cardClip";
import { Icon } from "../components/Icon";
import { Sheet } from "../components/Sheet";
import { deliverFile } from "../sharing/deliverFile";
import { useApp, useUserData } from "../state/appContext";
import { catchName } from "../state/catchName";
import { errorText } from "../state/errorMessages";
import { useShowError } from "../state/useShowError";
import type { Catch } from "../storage/userRecords";
import { useCard, type CardFormat, type CardState } from "./useCard";

interface ShareSheetProps {
  readonly caught: Catch;
  readonly onClose: () => void;
}

export default function ShareSheet({ caught, onClose }: ShareSheetProps) {
  const { toaster, locale } = useApp();
  const { t } = locale;
  const { dogs } = useUserData();
  const showError = useShowError();
  const [format, setFormat] = useState<CardFormat>("portrait");
  const [withPlace, setWithPlace] = useState(false);
  const mine = dogs.find(({ id }) => id === caught.mine) ?? null;
  const name = mine?.name ?? catchName(caught, locale);
  const card = useCard(caught, { format, mine, withPlace });
  const formats: CardFormat[] = ["portrait", "square"];
  if (clipType() !== null) formats.push("clip");
  const share = async (): Promise<void> => {
    if (card.kind !== "ready") return;
    const { type } = card.blob;
    const fileName = `dog-scope-${caught.id.slice(0, 8)}.${type.split("/")[1]!}`;
    const file = new File([card.blob], fileName, { type });
    const outcome = await deliverFile(file, name);
    if (outcome === "saved") toaster.show(t("share.saved"), "good");
  };
  return (
    <Sheet title={t("share.title")} onClose={onClose}>
      <div className="switch share-formats" role="group" aria-label={t("share.format")}>
        {formats.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={format === each}
            onClick={() => setFormat(each)}
          >
            {t(`share.${each}`)}
          </button>
        ))}
      </div>
      <div className={`share-preview ${format}`}>
        <Preview card={card} format={format} name={name} />
      </div>
      {card.kind === "making" && card.part !== null && (
        <div className="share-progress">
          <progress max={1} value={card.part} aria-label={t("share.recording")} />
          <button type="button" className="small" onClick={() => setFormat("portrait")}>
            {t("cancel")}
          </button>
        </div>
      )}
      {card.kind === "failed" && (
        <p className="alert" role="alert">
          {format === "clip" ? t("share.clip.failed") : errorText(card.error, locale)}
        </p>
      )}
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
        <button
          type="button"
          className="primary"
          disabled={card.kind !== "ready"}
          onClick={() => void share().catch(showError)}
        >
          <Icon name="share" />
          {t("share")}
        </button>
      </div>
    </Sheet>
  );
}

interface PreviewProps {
  readonly card: CardState;
  readonly format: CardFormat;
  readonly name: string;
}

/** Shows the very file that is going to be shared. */
function Preview({ card, format, name }: PreviewProps) {
  const { t } = useApp().locale;
  if (card.kind !== "ready") {
    return (
      <p role="status">
        {card.kind === "making" ? t(format === "clip" ? "share.recording" : "share.drawing") : ""}
      </p>
    );
  }
  const label = t("share.card", { name });
  if (!card.blob.type.startsWith("video/")) return <img src={card.url} alt={label} />;
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  return (
    <video
      src={card.url}
      aria-label={label}
      autoPlay={!isStill}
      controls={isStill}
      loop
      muted
      playsInline
    />
  );
}
