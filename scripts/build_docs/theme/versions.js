// The list of versions in a page's header, where the site lies in a folder with its version as the name,
// beside those of other versions (scripts/publish_docs.py). Anywhere else nothing is asked for.
const site = new URL("..", document.currentScript.src);
const [, here] = site.pathname.match(/\/(\d+\.\d+\.\d+)\/$/) ?? [];

async function listVersions() {
  const answer = await fetch(new URL("../versions.json", site));
  if (!answer.ok) return;
  const button = Object.assign(document.createElement("button"), {
    className: "md-version__current",
    textContent: here,
    ariaLabel: `Version ${here}: choose another`,
  });
  const list = Object.assign(document.createElement("ul"), { className: "md-version__list" });
  list.append(...(await answer.json()).map(item));
  const all = Object.assign(document.createElement("div"), { className: "md-version" });
  all.append(button, list);
  document.querySelector(".md-header__topic").append(all);
}

function item(version) {
  const home = new URL(`../${version}/index.html`, site);
  const page = new URL(location.href.slice(site.href.length), home);
  const link = Object.assign(document.createElement("a"), {
    className: "md-version__link",
    href: page.href,
    textContent: version,
  });
  if (version === here) link.ariaCurrent = "true";
  link.addEventListener("click", async (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    const { ok } = await fetch(page, { method: "HEAD" }).catch(() => ({ ok: false }));
    location.assign(ok ? page : home); // not every version has every page
  });
  const row = Object.assign(document.createElement("li"), { className: "md-version__item" });
  row.append(link);
  return row;
}

if (here !== undefined && site.protocol.startsWith("http")) listVersions().catch(console.error);
