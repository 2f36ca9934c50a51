/** A label's sum in parts: its largest products, all others, the bias, features. */
export interface Part {
  readonly kind: "product" | "others" | "bias" | "features";
  /** The embedding's channel of a product. */
  readonly channel?: number;
  readonly value?: number;
  readonly weight?: number;
  /** What the part adds. */
  readonly adds: number;
  /** The sum before it, and after it. */
  readonly from: number;
  readonly to: number;
}

export interface Sum {
  readonly products: readonly {
    readonly channel: number;
    readonly value: number;
    readonly weight: number;
    readonly product: number;
  }[];
  readonly total: number;
  readonly bias: number;
  readonly features: number | null;
}

/** Returns the parts, each with where the sum stands; the last ends at the label's output. */
export function partsOf(sum: Sum, most = 8): Part[] {
  const shown = sum.products.slice(0, most);
  const rest = sum.total - shown.reduce((total, each) => total + each.product, 0);
  const parts: Omit<Part, "from" | "to">[] = [
    { kind: "bias", adds: sum.bias },
    ...shown.map(({ channel, value, weight, product }) => ({
      kind: "product" as const,
      channel,
      value,
      weight,
      adds: product,
    })),
    { kind: "others", adds: rest },
    ...(sum.features ? [{ kind: "features" as const, adds: sum.features }] : []),
  ];
  let at = 0;
  return parts.map((each) => {
    const from = at;
    at += each.adds;
    return { ...each, from, to: at };
  });
}

/** Returns the largest size of some numbers; 1 where all are 0, to divide by. */
export function largest(numbers: readonly number[]): number {
  return numbers.reduce((most, each) => Math.max(most, Math.abs(each)), 0) || 1;
}
