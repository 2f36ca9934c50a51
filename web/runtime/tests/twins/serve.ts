/** Answers the tests of `tests/web`: on each line of standard input a request, in JSON. */
import { createInterface } from "node:readline";

/** Replies to each request on a line of its own; where that fails, with the error. */
export async function serve<Request>(reply: (request: Request) => unknown): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    let result: unknown;
    try {
      result = await reply(JSON.parse(line) as Request);
    } catch (error) {
      result = { error: error instanceof Error ? error.stack : String(error) };
    }
    process.stdout.write(`${JSON.stringify(result)}\n`);
  }
}
