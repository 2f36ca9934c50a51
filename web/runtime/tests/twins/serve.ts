/** Answers the tests of `tests/web`: on each line of standard input a request, in JSON. */
import { createInterface } from "node:readline";

/** Replies to each request, on a line of its own; where that fails, with what went wrong. */
export async function serve<Request>(reply: (request: Request) => unknown): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    let said: unknown;
    try {
      said = await reply(JSON.parse(line) as Request);
    } catch (error) {
      said = { error: error instanceof Error ? error.stack : String(error) };
    }
    process.stdout.write(`${JSON.stringify(said)}\n`);
  }
}
