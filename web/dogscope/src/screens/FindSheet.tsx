/** A find: its photo, its date, and the action to let it go. */
import { Icon } from "../components/Icon";
import { RecordPhoto } from "../components/RecordPhoto";
import { Sheet } from "../components/Sheet";
import { useLocale } from "../state/appContext";
import { useShowError } from "../state/useShowError";
import type { Find } from "../storage/userRecords";
import { useReleaseFind } from "./useReleaseFind";

export function FindSheet({ find, onClose }: { find: Find; onClose: () => void }) {
  const locale = useLocale();
  const { t } = locale;
  const release = useReleaseFind();
  const showError = useShowError();
  const name = t(`animal.${find.animal}`);
  return (
    <Sheet title={name} onClose={onClose}>
      <RecordPhoto id={find.id} name={name}>
        {locale.moment(find)}
      </RecordPhoto>
      <div className="actions">
        <button
          type="button"
          className="secondary"
          onClick={() => void release(find, onClose).catch(showError)}
        >
          <Icon name="trash" />
          {t("result.release")}
        </button>
      </div>
    </Sheet>
  );
}
