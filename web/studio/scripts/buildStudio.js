// Builds dist/: the studio and the licences of what is in it. Prints the sizes, and fails where one
// is over its limit.
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { build } from "vite";
import { insidePage } from "./buildInsidePage.js";
import { filesOfScreens } from "./filesOfScreens.js";

const root = new URL("../", import.meta.url);
const dist = new URL("dist/", root);
/** In bytes, compressed: what loads before a room, and the largest room's own script. */
const LIMITS = { shell: 190_000, room: 60_000 };

await build({ root: root.pathname, logLevel: "warn" });
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8"));
rmSync(new URL(".vite/", dist), { recursive: true });
writeFileSync(new URL("screens.json", dist), JSON.stringify(filesOfScreens(manifest)));
writeFileSync(new URL("licences.txt", dist), licences());
writeFileSync(new URL("inside.html", dist), await insidePage(root));
checkSizes();

function checkSizes() {
  const html = readFileSync(new URL("index.html", dist), "utf8");
  const scripts = readdirSync(new URL("assets/", dist)).filter((name) => name.endsWith(".js"));
  const size = (name) =>
    gzipSync(readFileSync(new URL(`assets/${name}`, dist)), { level: 9 }).length;
  const shell = scripts
    .filter((name) => html.includes(name))
    .reduce((sum, name) => sum + size(name), 0);
  const others = scripts.filter((name) => !html.includes(name)).map((name) => [size(name), name]);
  const [room, name] = others.sort(([a], [b]) => b - a)[0] ?? [0, "none"];
  console.log(`studio: ${kB(shell)} before a room; the largest room has ${kB(room)} (${name})`);
  if (shell > LIMITS.shell) throw new Error(`over the limit of ${kB(LIMITS.shell)}`);
  if (room > LIMITS.room) throw new Error(`${name} is over the limit of ${kB(LIMITS.room)}`);
}

function kB(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

/** Returns the licences of the studio and of the packages in it, the packages' own ones too. */
function licences() {
  const own = readFileSync(new URL("../../NOTICE", root), "utf8").trim();
  const lock = JSON.parse(readFileSync(new URL("package-lock.json", root), "utf8"));
  const others = Object.entries(lock.packages)
    .filter(([path, entry]) => path.startsWith("node_modules/") && !entry.dev && !entry.link)
    .map(([path, entry]) => {
      const name = path.replace(/^.*node_modules\//, "");
      return `${name} ${entry.version} (${entry.license})\n\n${licence(new URL(`${path}/`, root))}`;
    });
  return `${[own, ...others].join(`\n\n${"-".repeat(80)}\n\n`)}\n`;
}

function licence(folder) {
  const found = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  return found === undefined ? "" : readFileSync(new URL(found, folder), "utf8").trim();
}
