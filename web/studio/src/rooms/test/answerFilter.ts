/** Which tested examples a list shows, as the address says it. */

/** Which tested examples a list shows. */
export interface AnswerFilter {
  readonly sort?: "all" | "mistakes" | "right" | "sure" | "sure mistakes" | "not sure";
  readonly truth?: string;
  readonly answer?: string;
  readonly missed?: string;
  readonly wrong?: string;
  readonly least_score?: number;
  /** Leaves out those that are sure at no threshold, since they are unlike the training examples. */
  readonly familiar?: boolean;
  readonly order?: "score" | "score reversed" | "name";
}

/** The name by which the server's filters know that an example has none of the labels. */
export const NONE_OF_THESE = "none of these";

export const SORTS = ["mistakes", "sure mistakes", "not sure", "right", "all"] as const;
type Sort = (typeof SORTS)[number];
/** Returns the filter that an address asks for. */
export function filterOf(search: URLSearchParams): AnswerFilter & { readonly sort: Sort } {
  const sort = SORTS.find((each) => each === search.get("sort")) ?? "mistakes";
  const least = Number(search.get("least") ?? 0);
  const missed = search.get("missed");
  const wrong = search.get("wrong");
  const truth = search.get("truth");
  const answer = search.get("answer");
  return {
    sort,
    ...(sort === "not sure" && { order: "score reversed" as const }),
    ...(least > 0 && least <= 1 && { least_score: least, familiar: true }),
    ...(missed !== null && { missed }),
    ...(wrong !== null && { wrong }),
    ...(truth !== null && { truth }),
    ...(answer !== null && { answer }),
  };
}
