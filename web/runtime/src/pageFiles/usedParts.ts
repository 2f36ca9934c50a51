/** Finds in an app's code which of the runtime's functions it uses. */
import { SHIPPED } from "../contract.js";

/** What a module of the app uses. */
export interface UsedParts {
  readonly functions: ReadonlySet<string>;
  /** Whether it loads a function of its own, by an address. */
  readonly own: boolean;
  /** Why it may use any function; null where the code names all. */
  readonly unknown: string | null;
}

/** A node of the tree of a program, as ESTree has it. */
interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

const MAIN = new Set(["@vizsla/runtime", "@vizsla/runtime/browser"]);
/** The functions that have a name of their own in JavaScript. */
const NAMED: Readonly<Record<string, string>> = {
  classifyImage: "classify-image",
  describeImage: "describe-image",
  detectObjects: "detect-objects",
};

/** @param program - the tree of a module, as a parser of ESTree makes it. */
export function usedParts(program: object): UsedParts {
  const functions = new Set<string>();
  const loads = new Set<string>();
  let own = false;
  let unknown: string | null = null;

  const use = (imported: string, local: string | null): void => {
    if (NAMED[imported]) functions.add(NAMED[imported]);
    if (imported !== "load") return;
    if (local === null) unknown = "hands load() on";
    else loads.add(local);
  };
  const useFields = (pattern: Node | undefined): void => {
    if (pattern?.type !== "ObjectPattern") {
      unknown = "uses the whole module";
      return;
    }
    for (const field of pattern["properties"] as Node[]) {
      const [key, value] = [field["key"] as Node | undefined, field["value"] as Node | undefined];
      if (field.type !== "Property" || field["computed"] || key?.type !== "Identifier") {
        unknown = "uses the whole module";
      } else use(nameOf(key), value?.type === "Identifier" ? nameOf(value) : null);
    }
  };

  const seen = new Set<Node>(); // import() whose names are known
  walk(program as Node, (node, parent) => {
    if (node.type === "ImportDeclaration" && isMain(node["source"])) {
      for (const each of node["specifiers"] as Node[]) {
        if (each.type === "ImportSpecifier") {
          use(nameOf(each["imported"] as Node), nameOf(each["local"] as Node));
        } else unknown = "imports the whole module";
      }
    } else if (node.type === "ExportAllDeclaration" && isMain(node["source"])) {
      unknown = "exports the whole module";
    } else if (node.type === "ExportNamedDeclaration" && isMain(node["source"])) {
      for (const each of node["specifiers"] as Node[]) use(nameOf(each["local"] as Node), null);
    } else if (node.type === "VariableDeclarator") {
      const init = node["init"] as Node | null;
      const awaited = init?.type === "AwaitExpression" ? (init["argument"] as Node) : null;
      if (awaited && isImport(awaited)) {
        seen.add(awaited);
        useFields(node["id"] as Node);
      }
    } else if (isImport(node) && !seen.has(node)) {
      const then = thenOf(parent);
      if (then) useFields(then);
      else unknown = "uses the whole module";
    }
  });
  if (loads.size > 0) {
    walk(program as Node, (node, parent) => {
      if (node.type !== "Identifier" || !loads.has(nameOf(node)) || isOnlyName(node, parent))
        return;
      const isCall = parent?.type === "CallExpression" && parent["callee"] === node;
      const name = isCall ? textOf((parent["arguments"] as Node[])[0]) : null;
      if (name === null) unknown = "calls load() with a name that is known only when it runs";
      else if (SHIPPED.includes(name)) functions.add(name);
      else own = true;
    });
  }
  return { functions, own, unknown };
}

function isMain(source: unknown): boolean {
  return MAIN.has((source as Node | null)?.["value"] as string);
}

function isImport(node: Node): boolean {
  return node.type === "ImportExpression" && isMain(node["source"]);
}

/** Returns the first parameter of the function in `import(...).then((...) => ...)`. */
function thenOf(member: Node | null): Node | null {
  if (member?.type !== "MemberExpression" || member["computed"]) return null;
  if (nameOf(member["property"] as Node) !== "then") return null;
  const [then] = ((parents.get(member)?.["arguments"] as Node[] | undefined) ?? []) as Node[];
  return (then?.["params"] as Node[] | undefined)?.[0] ?? null;
}

/** Whether an identifier names a field, an import or a pattern, and no value that is used. */
function isOnlyName(node: Node, parent: Node | null): boolean {
  if (parent === null) return false;
  const { type } = parent;
  if (type === "ImportSpecifier") return true;
  if (type === "MemberExpression") return parent["property"] === node && !parent["computed"];
  if (type !== "Property") return false;
  const isPattern = parents.get(parent)?.type === "ObjectPattern";
  return isPattern || (parent["key"] === node && !parent["computed"] && !parent["shorthand"]);
}

function nameOf(node: Node): string {
  return (node["name"] ?? node["value"]) as string;
}

/** Returns the text of a string, or null where it is known only when the program runs. */
function textOf(node: Node | undefined): string | null {
  if (node?.type === "Literal" && typeof node["value"] === "string") return node["value"];
  if (node?.type !== "TemplateLiteral" || (node["expressions"] as Node[]).length > 0) return null;
  const [only] = node["quasis"] as { value: { cooked: string } }[];
  return only?.value.cooked ?? null;
}

const parents = new WeakMap<Node, Node>();

function walk(node: Node, visit: (node: Node, parent: Node | null) => void): void {
  const go = (each: Node, parent: Node | null): void => {
    if (parent) parents.set(each, parent);
    visit(each, parent);
    for (const field of Object.values(each)) {
      for (const child of Array.isArray(field) ? (field as unknown[]) : [field]) {
        if (child !== null && typeof child === "object" && "type" in child) go(child as Node, each);
      }
    }
  };
  go(node, null);
}
