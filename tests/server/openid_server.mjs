/**
 * A real OpenID provider on loopback: `oidc-provider`, which is certified. It prints its address, and
 * reads from standard input the one to which it may send people back. Whoever signs in as NAME has
 * the address NAME@example.org, verified but for NAME "unverified".
 */
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(new URL("../../web/studio/package.json", import.meta.url));
const { Provider } = await import(pathToFileURL(require.resolve("oidc-provider")).href);

let answer = (_request, response) => response.writeHead(503).end();
const server = createServer((request, response) => answer(request, response));
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const issuer = `http://127.0.0.1:${server.address().port}`;

process.stdin.once("data", (line) => {
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: "vizsla",
        client_secret: "a secret of the tests",
        redirect_uris: [line.toString().trim()],
      },
    ],
    claims: { openid: ["sub"], email: ["email", "email_verified"] },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({
        sub: id,
        email: `${id}@example.org`,
        email_verified: id !== "unverified",
      }),
    }),
    cookies: { keys: ["of the tests"] },
  });
  answer = provider.callback();
  console.log("ready");
});
process.stdin.on("end", () => process.exit(0));
console.log(`${issuer}/`);
