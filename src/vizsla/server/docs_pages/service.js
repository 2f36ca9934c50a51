/** Asks the server of this page; the key, where one is needed, stays in this tab. */

const KEY = "vizsla-key";

/** The key that was entered in this tab, or "". */
export const key = () => sessionStorage.getItem(KEY) ?? "";

/**
 * Asks the server, and returns what it sends; an error has the problem's detail as its message.
 *
 * @param {URL} address
 * @param {RequestInit} options
 */
export async function ask(address, options = {}) {
  return (await askWithId(address, options)).value;
}

/**
 * Asks the server as `ask` does, and returns the answer's id, too; null where feedback is off.
 *
 * @param {URL} address
 * @param {RequestInit} options
 */
export async function askWithId(address, options = {}) {
  const headers = new Headers(options.headers);
  if (key() !== "") headers.set("Authorization", `Bearer ${key()}`);
  const response = await fetch(address, { ...options, headers });
  const value = await response.json();
  if (response.status === 401) askForKey();
  if (!response.ok) throw new Error(value.detail);
  return { value, id: response.headers.get("Vizsla-Answer") };
}

/** Shows the field for a key; the page is loaded anew with it. */
function askForKey() {
  const form = document.getElementById("key");
  form.hidden = false;
  form.onsubmit = (event) => {
    event.preventDefault();
    sessionStorage.setItem(KEY, form.querySelector("input").value.trim());
    location.reload();
  };
}

/** Shows an error, or hides the last one. */
export function showProblem(error) {
  const place = document.getElementById("problem");
  place.hidden = error === null;
  place.textContent = error === null ? "" : error.message;
}
