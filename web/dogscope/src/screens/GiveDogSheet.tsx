/** Gives a known dog away: as a code to scan, as a link, or as a file. */
import { useEffect, useRef, useState } from "react";
import { drawQr, publicAddress } from "../cards/cardQr";
import { Icon } from "../components/Icon";
import { Sheet } from "../components/Sheet";
import { encodeQr } from "../qr/qrCode";
import { deliverFile } from "../sharing/deliverFile";
import { giftDigits, type DogGift } from "../sharing/dogGift";
import { useApp, useModels } from "../state/appContext";
import { giftFile, giftOf } from "../state/dogGifts";
import { GIFT_LINK } from "../state/arrivedGift";
import { errorText } from "../state/errorMessages";
import { useShowError } from "../state/useShowError";
import type { MyDog } from "../storage/userRecords";

/** Pixels of the code's canvas. */
const SIDE = 1200;

export default function GiveDogSheet({ dog, onClose }: { dog: MyDog; onClose: () => void }) {
  const { userData, toaster, models: store, locale } = useApp();
  const { t } = locale;
  const state = useModels();
  const models = state.phase === "ready" ? state.models : null;
  const showError = useShowError();
  const [gift, setGift] = useState<DogGift | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const { name } = dog;
  useEffect(() => void store.open(), [store]);
  useEffect(() => {
    if (!models) return;
    let isGone = false;
    giftOf(userData, models, dog).then(
      (made) => !isGone && setGift(made),
      (error: unknown) => !isGone && setProblem(error),
    );
    return () => {
      isGone = true;
    };
  }, [userData, models, dog]);
  const address = publicAddress(location.href);
  const link = gift && address !== null ? address + GIFT_LINK + giftDigits(gift) : null;
  const save = async (): Promise<void> => {
    if ((await deliverFile(giftFile(gift!), name)) === "saved") {
      toaster.show(t("give.saved", { name }), "good");
    }
  };
  const send = async (): Promise<void> => {
    if (typeof navigator.share === "function") {
      await navigator.share({ title: name, url: link! }).catch((error: unknown) => {
        if (!(error instanceof DOMException && error.name === "AbortError")) throw error;
      });
      return;
    }
    await navigator.clipboard.writeText(link!);
    toaster.show(t("give.copied"), "good");
  };
  return (
    <Sheet title={t("give.title", { name })} onClose={onClose}>
      <p>{t(link === null && gift ? "give.how.file" : "give.how", { name })}</p>
      {link && <QrPicture text={link} label={t("give.code", { name })} />}
      {!gift && problem === null && <p role="status">{t("give.making")}</p>}
      {problem !== null && (
        <p className="alert" role="alert">
          {errorText(problem, locale)}
        </p>
      )}
      <p className="fine">{t("give.what")}</p>
      <div className="actions">
        {link && (
          <button type="button" className="primary" onClick={() => void send().catch(showError)}>
            <Icon name="share" />
            {t("give.link")}
          </button>
        )}
        <button
          type="button"
          className={link ? "secondary" : "primary"}
          disabled={!gift}
          onClick={() => void save().catch(showError)}
        >
          <Icon name="download" />
          {t("give.file")}
        </button>
      </div>
    </Sheet>
  );
}

function QrPicture({ text, label }: { text: string; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current!;
    element.width = element.height = SIDE;
    drawQr(element.getContext("2d")!, encodeQr(text, "L"), { x: 0, y: 0, width: SIDE });
    return () => {
      element.width = element.height = 0;
    };
  }, [text]);
  return <canvas ref={canvas} className="gift-code" role="img" aria-label={label} />;
}
