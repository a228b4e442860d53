/** An address as an order keeps it. */
export type Address = Partial<Record<string, string | null>>;

const LINES = [
  ['firstName', 'lastName'],
  ['line1'],
  ['line2'],
  ['postalCode', 'city'],
  ['region'],
  ['country'],
  ['phone'],
];

/** The lines of an address, in the order of an envelope; none for nobody's. */
export function addressLines(address: Address | null | undefined): string[] {
  return LINES.map((parts) =>
    parts
      .map((part) => address?.[part] ?? '')
      .join(' ')
      .trim(),
  ).filter((line) => line !== '');
}
