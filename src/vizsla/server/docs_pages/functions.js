/** The page of all functions. */

import { ask, showProblem } from "./service.js";

try {
  const { functions } = await ask(new URL("v1/functions", document.baseURI));
  const rows = functions.map((each) => {
    const link = document.createElement("a");
    link.href = `docs/${encodeURIComponent(each.name)}`;
    link.textContent = each.name;
    const about = document.createElement("p");
    about.textContent = each.description;
    const row = document.createElement("li");
    row.className = "card";
    row.append(link, about);
    return row;
  });
  document.getElementById("functions").replaceChildren(...rows);
} catch (error) {
  showProblem(error);
}
