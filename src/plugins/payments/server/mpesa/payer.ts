/**
 * Whether who paid can be this phone. Confirmations have the number masked (`2547 ***** 126`), lists have it
 * whole; of anything else, such as the hash of the first version, it cannot be told.
 *
 * @param told the `MSISDN` of what came in
 * @param phone as `254712345678`
 */
export function canBePhone(told: string, phone: string): boolean {
  const [, head, tail] = /^(\d{3,})\*+(\d{2,})$/.exec(told.replace(/\s/g, '')) ?? [];
  if (head === undefined || tail === undefined) return true;
  return phone.endsWith(tail) && (!head.startsWith('254') || phone.startsWith(head));
}

/** A number as confirmations tell it. */
export function maskedPhone(phone: string): string {
  return `${phone.slice(0, 4)} ***** ${phone.slice(-3)}`;
}
