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

const WRITTEN =
  /^(\d{4})-?(\d{2})-?(\d{2})[T ]?(\d{1,2}):?(\d{2}):?(\d{2})(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?$/;

/** A time as Daraja writes it, in several ways; one without a zone is of Nairobi. Undefined for what is none. */
export function timeOf(text: string): Date | undefined {
  const [, year, month, day, hour = '', minute, second, zone = '+03:00'] =
    WRITTEN.exec(text.trim()) ?? [];
  const time = new Date(
    `${year}-${month}-${day}T${hour.padStart(2, '0')}:${minute}:${second}${zone}`,
  );
  return Number.isNaN(time.getTime()) ? undefined : time;
}
