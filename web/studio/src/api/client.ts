/**
 * The server's routes, typed by its OpenAPI document (`schema.ts`, made by `npm run schema`).
 *
 * `await call(api.GET("/v1/projects"))` returns the response's JSON, or throws an `ApiError` with
 * the server's own words.
 */
import createClient from "openapi-fetch";
import type { components, paths } from "./schema";
import { sendSignedIn } from "./signInGate";

export type Schema = components["schemas"];

/** The server's address: the page is at its `studio/`. */
export const serverRoot = new URL("..", document.baseURI);

export const api = createClient<paths>({
  baseUrl: serverRoot.href.replace(/\/$/, ""),
  fetch: (request) => sendSignedIn(request),
});

/** What a proxy answers in the place of a server that is away. */
const GATEWAY = new Set([502, 503, 504]);

/** What an error says of itself besides its code, so that a reader gets it in another language. */
export interface ErrorDetails {
  readonly reason?: string;
  readonly values?: Readonly<Record<string, unknown>>;
  readonly request_id?: string;
  readonly retry_after?: number;
}

/** An answer of the server that is an error; RFC 9457 has its form. */
export class ApiError extends Error {
  constructor(
    message: string,
    /** The HTTP status; 0 where the server could not be reached. */
    readonly status: number,
    /** The error's stable code, as `docs/reference/errors.md` lists them. */
    readonly code: string | null = null,
    /** What the server says of it besides: which error of that code, and the names in it. */
    readonly details: ErrorDetails = {},
  ) {
    super(message);
    this.name = "ApiError";
  }

  /** Whether the server could not be reached, so that the same call may work later. */
  get offline(): boolean {
    return this.status === 0 || (this.code === null && GATEWAY.has(this.status));
  }
}

interface Result<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** Returns the data of a response; throws an `ApiError` for any other. */
export async function call<T>(request: Promise<Result<T>>): Promise<T> {
  let result: Result<T>;
  try {
    result = await request;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError("", 0);
  }
  if (!result.response.ok) throw problem(result.error, result.response.status);
  return result.data as T;
}

/** Returns the error that a response's body tells of. */
export function problem(body: unknown, status: number): ApiError {
  const found = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  const text = found["detail"] ?? found["title"];
  const code = found["code"];
  return new ApiError(
    typeof text === "string" ? text : `HTTP ${status}`,
    status,
    typeof code === "string" ? code : null,
    found as ErrorDetails,
  );
}

/** Returns the address of something on the server, such as a picture, for `src` and `href`. */
export function serverUrl(path: string): string {
  return new URL(path.replace(/^\//, ""), serverRoot).href;
}
