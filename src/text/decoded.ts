/** An address or a path with its percent signs decoded; unchanged if they are wrong. */
export function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
