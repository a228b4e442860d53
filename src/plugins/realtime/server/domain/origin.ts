/**
 * Whether a page may connect. Browsers name the origin of the page and cannot be made to name another;
 * programs that are no browsers name none, and gain nothing by it.
 *
 * @param origin the header; undefined where there is none
 * @param host this server, as the request names it
 * @param allowed origins of storefronts
 */
export function isWelcome(
  origin: string | undefined,
  host: string | undefined,
  allowed: readonly string[],
): boolean {
  if (origin === undefined) return true;
  if (allowed.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
