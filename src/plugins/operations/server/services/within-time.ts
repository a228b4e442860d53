/**
 * Waits for work no longer than that; what it does meanwhile goes on unheard.
 *
 * @throws Error where it takes longer, and whatever it throws
 */
export function withinTime<T>(milliseconds: number, work: () => T | Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`no answer within ${milliseconds} ms`)),
      milliseconds,
    );
  });
  const done = (async () => work())();
  return Promise.race([done, limit]).finally(() => clearTimeout(timer));
}
