/** Decides which addresses a URL may lead to, where the URL comes from a stranger. */

/** The ranges that are not public, with the word for each; the first that holds an address counts. */
const RANGES: readonly (readonly [word: string, ranges: string])[] = [
  ["an unspecified", "0.0.0.0/32 ::/128"],
  ["a loopback", "127.0.0.0/8 ::1/128"],
  ["a link-local", "169.254.0.0/16 fe80::/10"],
  ["a multicast", "224.0.0.0/4 ff00::/8"],
  ["a site-local", "fec0::/10"],
  [
    "a reserved",
    "240.0.0.0/4 ::/8 100::/8 200::/7 400::/6 800::/5 1000::/4 4000::/3 6000::/3 8000::/3 a000::/3 " +
      "c000::/3 e000::/4 f000::/5 f800::/6 fe00::/9",
  ],
  [
    "a private",
    "0.0.0.0/8 10.0.0.0/8 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.168.0.0/16 198.18.0.0/15 " +
      "198.51.100.0/24 203.0.113.0/24 2001::/23 2001:db8::/32 fc00::/7",
  ],
  ["a carrier's own", "100.64.0.0/10"],
];

/** IPv6 addresses that lead to an IPv4 one: the range, and the bits behind that one. */
const WRAPPED: readonly (readonly [range: string, behind: number])[] = [
  ["64:ff9b::/96", 0], // NAT64
  ["::ffff:0:0/96", 0], // IPv4-mapped
  ["2002::/16", 80], // 6to4
];

interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

/**
 * Returns the word for an address that is not public, such as `a loopback`; null for a public one.
 * @param text - a numeric address.
 */
export function privateKind(text: string): string | null {
  const address = unwrap(parseAddress(text));
  const found = RANGES.find(([, ranges]) => ranges.split(" ").some((each) => isIn(address, each)));
  return found?.[0] ?? null;
}

function unwrap(address: Address): Address {
  const found = WRAPPED.find(([range]) => isIn(address, range));
  if (!found) return address;
  return { bits: 32, value: BigInt.asUintN(32, address.value >> BigInt(found[1])) };
}

function isIn(address: Address, range: string): boolean {
  const [start, length] = range.split("/") as [string, string];
  const { bits, value } = parseAddress(start);
  const rest = BigInt(bits - Number(length));
  return bits === address.bits && address.value >> rest === value >> rest;
}

function parseAddress(text: string): Address {
  const [plain] = text.split("%") as [string]; // without the zone of a link-local address
  if (!plain.includes(":")) return { bits: 32, value: joinParts(plain.split("."), 10, 8n) };
  const dotted = /[^:]+\.[^:]+$/.exec(plain)?.[0];
  const last = dotted === undefined ? "" : hexOf(dotted);
  const [before = "", after] = (dotted ? plain.slice(0, -dotted.length) + last : plain).split("::");
  const groups = (part = ""): string[] => part.split(":").filter((each) => each !== "");
  const [head, tail] = [groups(before), groups(after)];
  const zeros = new Array<string>(8 - head.length - tail.length).fill("0");
  return { bits: 128, value: joinParts([...head, ...zeros, ...tail], 16, 16n) };
}

/** Returns the last 32 bits of an IPv6 address, written as in IPv4, as two groups. */
function hexOf(dotted: string): string {
  const [a, b, c, d] = dotted.split(".").map(Number) as [number, number, number, number];
  return `${(256 * a + b).toString(16)}:${(256 * c + d).toString(16)}`;
}

function joinParts(parts: readonly string[], radix: number, bits: bigint): bigint {
  return parts.reduce((value, each) => (value << bits) | BigInt(parseInt(each, radix)), 0n);
}
