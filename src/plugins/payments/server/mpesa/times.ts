const NAIROBI_MS = 3 * 60 * 60 * 1_000;

/** `20210628092408` in Nairobi, whose clocks have not been changed since 1960. */
export function timestampOf(time: Date): string {
  const nairobi = new Date(time.getTime() + NAIROBI_MS);
  return nairobi.toISOString().slice(0, 19).replace(/\D/g, '');
}

/** `2021-06-28 09:24:08` in Nairobi. */
export function spacedTimeOf(time: Date): string {
  const nairobi = new Date(time.getTime() + NAIROBI_MS);
  return nairobi.toISOString().slice(0, 19).replace('T', ' ');
}
