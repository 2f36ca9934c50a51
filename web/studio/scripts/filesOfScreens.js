/** The script of each screen, by the word for it in the studio's addresses. */
const SCREENS = {
  start: "src/rooms/start/StartRoom.tsx",
  explore: "src/rooms/explore/ExploreRoom.tsx",
  label: "src/rooms/label/LabelRoom.tsx",
  features: "src/rooms/features/FeaturesRoom.tsx",
  train: "src/rooms/train/TrainRoom.tsx",
  test: "src/rooms/test/TestRoom.tsx",
  publish: "src/rooms/publish/PublishRoom.tsx",
  inside: "src/rooms/inside/InsideRoom.tsx",
  add: "src/rooms/start/AddRoom.tsx",
  camera: "src/rooms/start/CameraRoom.tsx",
  people: "src/rooms/people/PeopleRoom.tsx",
  "sign-in": "src/rooms/people/SignIn.tsx",
};

/**
 * Returns the files that each screen needs besides those of index.html, so that the server can name
 * them in the page: a browser then fetches all at once, and not one after another.
 * @param manifest - what Vite says of its chunks.
 */
export function filesOfScreens(manifest) {
  const shell = reached(manifest, "index.html");
  return Object.fromEntries(
    Object.entries(SCREENS).map(([screen, source]) => [
      screen,
      [...reached(manifest, source)].filter((file) => !shell.has(file)),
    ]),
  );
}

/** Returns the scripts and styles that a chunk can't run without. */
function reached(manifest, name, seen = new Set()) {
  if (manifest[name] === undefined) throw new Error(`the build has no chunk of ${name}`);
  const { file, css = [], imports = [] } = manifest[name];
  if (seen.has(file)) return seen;
  for (const each of [file, ...css]) seen.add(each);
  for (const each of imports) reached(manifest, each, seen);
  return seen;
}
