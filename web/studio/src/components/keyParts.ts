/** Returns the keys that are pressed together: of "Ctrl+a" two, of "+" the plus itself. */
export function keyParts(name: string): readonly string[] {
  return name.split(/(?<=.)\+(?=.)/);
}
