/** From a picture to numbers: convert, reshape, normalise, run. */
import { Skeleton } from "../../components/States";
import { Tabs } from "../../components/Tabs";
import { useLocale } from "../../state/localeContext";
import { Chapter } from "./Chapter";
import { ConvertStep } from "./ConvertStep";
import { useFollowed } from "./followed";
import { NormaliseStep } from "./NormaliseStep";
import { ReshapeStep } from "./ReshapeStep";
import { RunStep } from "./RunStep";
import { TextSteps } from "./TextSteps";

export function PictureChapter() {
  const { t } = useLocale();
  const followed = useFollowed();
  if (followed === null) return <Skeleton lines={6} />;
  const { picture, tensor } = followed;
  if (picture === null || tensor === null)
    return (
      <Chapter title={t("inside.text")} words={[t("inside.text1")]}>
        <TextSteps followed={followed} />
      </Chapter>
    );
  const steps = { followed, picture, tensor };
  return (
    <Chapter title={t("inside.picture")} words={[t("inside.picture1")]}>
      <Tabs
        label={t("inside.steps")}
        views={[
          { id: "convert", title: t("inside.convert"), content: <ConvertStep {...steps} /> },
          { id: "reshape", title: t("inside.reshape"), content: <ReshapeStep {...steps} /> },
          { id: "normalise", title: t("inside.normalise"), content: <NormaliseStep {...steps} /> },
          { id: "run", title: t("inside.run"), content: <RunStep {...steps} /> },
        ]}
      />
    </Chapter>
  );
}
