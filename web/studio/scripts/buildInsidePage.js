// Makes inside.html: the Inside room as one file that loads nothing, to be sent and linked.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { build } from "vite";

const LANGUAGES_OF_PAGE = /\/locales\/\w+\/(?!inside\.|shell\.)\w+\.json$/;
const FONT = '@import "@fontsource-variable/geist/index.css";';

/** Leaves out what the page does not show: the messages of other rooms, and the font's files. */
const lean = {
  name: "lean-page",
  enforce: "pre",
  load: (id) => {
    if (id.endsWith("/styles/base.css")) return readFileSync(id, "utf8").replace(FONT, "");
    return LANGUAGES_OF_PAGE.test(id) ? "{}" : null;
  },
};

/**
 * Returns the page's HTML.
 * @param {URL} root - the studio's folder.
 */
export async function insidePage(root) {
  const built = await build({
    root: root.pathname,
    configFile: false,
    logLevel: "warn",
    plugins: [lean],
    build: {
      target: ["chrome109", "firefox115", "safari16.4"],
      write: false,
      assetsInlineLimit: Number.MAX_SAFE_INTEGER,
      cssCodeSplit: false,
      modulePreload: false,
      rolldownOptions: {
        input: new URL("src/insidePage.tsx", root).pathname,
        onwarn: (warning, next) => warning.code === "MODULE_LEVEL_DIRECTIVE" || next(warning),
        output: { format: "es", codeSplitting: false },
      },
    },
  });
  const { output } = Array.isArray(built) ? built[0] : built;
  const others = output.filter(({ fileName }) => !/\.(js|css)$/.test(fileName));
  if (others.length > 0) throw new Error(`the page needs ${others[0].fileName} beside it`);
  const script = output
    .find(({ type }) => type === "chunk")
    .code.replaceAll("</script", "<\\/script")
    .replaceAll("<!--", "<\\!--");
  const style = String(output.find(({ fileName }) => fileName.endsWith(".css")).source);
  const policy =
    "default-src 'none'; img-src data: blob:; base-uri 'none'; form-action 'none'; " +
    `script-src '${hash(script)}'; style-src '${hash(style)}'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>How a function learns</title>
<meta name="description" content="One neuron, learning by hand, and a real function from the inside.">
<meta name="color-scheme" content="light dark">
<meta id="react-aria-pressable-style">
<style>${style}</style>
</head>
<body>
<div id="root"></div>
<noscript>This page needs JavaScript; it loads nothing and sends nothing.</noscript>
<script type="module">${script}</script>
</body>
</html>
`;
}

function hash(text) {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
