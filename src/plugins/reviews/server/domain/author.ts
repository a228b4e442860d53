/**
 * How others see the customer who wrote a review: the first name and the initial of the last one.
 * Nothing that looks like an address is shown, whatever somebody typed as a name.
 *
 * @returns null for who has given no name, or is no customer any more
 */
export function authorOf(firstName: string | null, lastName: string | null): string | null {
  const [first] = wordsOf(firstName);
  if (first === undefined) return null;
  const [initial] = wordsOf(lastName)[0] ?? '';
  return initial === undefined ? first : `${first} ${initial.toUpperCase()}.`;
}

function wordsOf(name: string | null): string[] {
  if (name === null || name.includes('@')) return [];
  return name.split(/\s+/).filter((word) => word !== '');
}
