/** Code that says what the right answer was. */

/**
 * Returns the example: its title and code.
 *
 * @param {string} path the function's address
 * @param {{ needsKey: boolean }} call whether calls need a key
 * @param {string} label a label that may have been right
 * @param {(text: string) => string} quoted quotes a text for a shell
 */
export function feedbackExample(path, { needsKey }, label, quoted) {
  const key = needsKey ? '-H "Authorization: Bearer $KEY" ' : "";
  const said = quoted(JSON.stringify({ id: "ID", label }));
  return {
    title: "Say what was right (ID: the header Vizsla-Answer)",
    code: `curl ${key}-H "Content-Type: application/json" \\\n  -d ${said} \\\n  "${path}:feedback"\n`,
  };
}
