/** Kenya has had UTC+3 all the year since 1960. */
const NAIROBI_MS = 3 * 60 * 60 * 1000;

/** `20191219102115`, in Nairobi's time. */
export function stamp(date: Date): string {
  return inNairobi(date).replace(/\D/g, '');
}

/** `19.12.2019 10:21:15`, in Nairobi's time: how results write it. */
export function dotted(date: Date): string {
  const [day = '', time = ''] = inNairobi(date).split('T');
  return `${day.split('-').reverse().join('.')} ${time}`;
}

/** `2019-12-19T10:21:15+03:00`. */
export function zoned(date: Date): string {
  return `${inNairobi(date)}+03:00`;
}

function inNairobi(date: Date): string {
  return new Date(date.getTime() + NAIROBI_MS).toISOString().slice(0, 19);
}
