/** A silhouette of a breed's shape, until the breed is found. */
import shapes from "./silhouettes.json";

export function BreedSilhouette({ shape }: { shape: string }) {
  const path = (shapes as Record<string, string>)[shape] ?? shapes.sporting;
  return (
    <svg className="silhouette" viewBox="0 0 96 96" aria-hidden="true">
      <path d={path} fillRule="evenodd" />
    </svg>
  );
}
