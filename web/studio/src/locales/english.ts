/** The English messages, by room: they say which messages there are. */
import errors from "./en/errors.json";
import explore from "./en/explore.json";
import features from "./en/features.json";
import inside from "./en/inside.json";
import label from "./en/label.json";
import people from "./en/people.json";
import publish from "./en/publish.json";
import shell from "./en/shell.json";
import start from "./en/start.json";
import test from "./en/test.json";
import train from "./en/train.json";

export default {
  errors,
  explore,
  features,
  inside,
  label,
  people,
  publish,
  shell,
  start,
  test,
  train,
};
