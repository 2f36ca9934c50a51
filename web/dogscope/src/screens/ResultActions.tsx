/** The buttons of a result: to catch the dog; then to share it, to see it, and to let it go. */
import { lazy, Suspense, useState } from "react";
import { Icon, Paw } from "../components/Icon";
import { useLocale } from "../state/appContext";
import type { Sighting } from "../state/catchActions";
import { href } from "../state/router";
import type { CatchResult } from "./useCatchResult";

const ShareSheet = lazy(() => import("./ShareSheet"));

interface ResultActionsProps {
  readonly sighting: Sighting;
  readonly result: CatchResult;
  readonly isExplained: boolean;
  readonly onExplain: () => void;
  readonly onPick: () => void;
}

export function ResultActions(props: ResultActionsProps) {
  const { sighting, result, isExplained, onExplain, onPick } = props;
  const { caught, named, isNamed, isBusy } = result;
  const { t } = useLocale();
  const [isSharing, setSharing] = useState(false);
  return (
    <div className="actions">
      {isNamed && !caught && (
        <button type="button" className="primary" disabled={isBusy} onClick={result.keep}>
          <Paw size={22} />
          {t("result.catch")}
        </button>
      )}
      {caught && (
        <>
          <button type="button" className="primary" onClick={() => setSharing(true)}>
            <Icon name="share" />
            {t("share")}
          </button>
          <a className="secondary" href={named.mix ? href("mixes") : href("breed", named.breed)}>
            <Icon name="kennel" />
            {t("result.kennel")}
          </a>
        </>
      )}
      {sighting.prediction.kind !== "none" && (
        <button type="button" className="secondary" aria-pressed={isExplained} onClick={onExplain}>
          <Icon name="heat" />
          {t("result.why")}
        </button>
      )}
      {caught && (
        <button type="button" className="secondary" disabled={isBusy} onClick={result.release}>
          <Icon name="trash" />
          {t("result.release")}
        </button>
      )}
      <button type="button" className="secondary" disabled={isBusy} onClick={onPick}>
        <Icon name="pencil" />
        {t(isNamed ? "result.wrong" : "result.know")}
      </button>
      {isSharing && caught && (
        <Suspense fallback={null}>
          <ShareSheet caught={caught} onClose={() => setSharing(false)} />
        </Suspense>
      )}
    </div>
  );
}
