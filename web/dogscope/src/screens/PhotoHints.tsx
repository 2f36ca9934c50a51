/** What would help to see a dog better. */
import { useEffect, useState } from "react";
import type { Box } from "../images/geometry";
import { cut } from "../detection/dogFinder";
import { whatHelps, type Help } from "../detection/photoQuality";
import { useWords } from "../state/appContext";

export function Helps({ picture, part, kind }: { picture: ImageBitmap; part: Box; kind: string }) {
  const { t } = useWords();
  const [helps, setHelps] = useState<readonly Help[]>([]);
  const { x, y, width, height } = part;
  useEffect(() => {
    let gone = false;
    void cut(picture, { x, y, width, height }).then(
      (dog) => {
        if (!gone) setHelps(whatHelps(dog));
        dog.close();
      },
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [picture, x, y, width, height]);
  const told =
    helps.length > 0 ? helps : [kind === "none" ? ("closer" as const) : ("side" as const)];
  return (
    <ul className="helps">
      {told.map((help) => (
        <li key={help}>{t(`help.${help}`)}</li>
      ))}
    </ul>
  );
}
