/** Formats a short time, as "12 ms". */
export function milliseconds(seconds: number, language: string): string {
  return new Intl.NumberFormat(language, {
    style: "unit",
    unit: "millisecond",
    maximumFractionDigits: seconds < 0.01 ? 1 : 0,
  }).format(seconds * 1000);
}
