/**
 * The sample: a photograph on its way through `classify-image`, by scripts/make_inside_sample.py.
 * The photograph is by Dcoetzee (CC0); see tests/images/SOURCES.json.
 */
import type { Followed } from "../followed";
import picture from "./picture.jpg";
import tensor from "./tensor.png";
import recorded from "./view.json";

const { more, ...view } = recorded;

export const SAMPLE: Followed = {
  view: {
    ...view,
    method: "softmax",
    words: [],
    nearest: [],
    pulling: [],
    in_training: false,
    training_examples: 0,
    missing: 0,
    labels: view.labels.map((each) => ({ ...each, base: 0, pulled: 0 })),
  },
  more,
  name: "classify-image",
  picture,
  tensor,
  text: null,
  own: false,
};
