export interface AnswerCacheOptions {
  /** Answers at most. */
  most: number;
  /** Milliseconds for which an answer is as good as new. */
  fresh: number;
  /** Milliseconds for which it is still given while a new one is made. */
  oldest: number;
  /** Milliseconds on any clock that goes on. */
  now(): number;
}

interface Entry<T> {
  value: T;
  madeAt: number;
}

interface Load<T> {
  work: Promise<T>;
  begunAt: number;
}

/**
 * Keeps answers for a moment, so that many who ask the same cost one. Nothing that it gives was older
 * than `oldest` when it was asked for, so nobody need tell it what changed. Many who wait for the same
 * wait for one load, as long as what it reads is as good as new.
 */
export class AnswerCache<T> {
  private readonly entries = new Map<string, Entry<T>>();
  private readonly loading = new Map<string, Load<T>>();

  constructor(private readonly options: AnswerCacheOptions) {}

  /** @throws whatever `load` throws, where nothing young enough is there */
  async get(key: string, load: () => Promise<T>): Promise<T> {
    const { fresh, oldest, now } = this.options;
    const entry = this.entries.get(key);
    const age = entry === undefined ? Infinity : now() - entry.madeAt;
    if (entry !== undefined && age <= fresh) return entry.value;
    const loaded = this.load(key, load);
    if (entry === undefined || age > oldest) return loaded;
    // The next caller to find it too old hears of the failure.
    loaded.catch(() => undefined);
    return entry.value;
  }

  private load(key: string, load: () => Promise<T>): Promise<T> {
    const { fresh, now } = this.options;
    const under = this.loading.get(key);
    if (under !== undefined && now() - under.begunAt <= fresh) return under.work;
    // From when it was asked, not answered: a commit in between may be in it or not.
    const begunAt = now();
    const work = load()
      .then((value) => {
        this.keep(key, { value, madeAt: begunAt });
        return value;
      })
      .finally(() => {
        if (this.loading.get(key)?.work === work) this.loading.delete(key);
      });
    this.loading.set(key, { work, begunAt });
    return work;
  }

  private keep(key: string, entry: Entry<T>): void {
    const known = this.entries.get(key);
    // One that was asked for later may have come before.
    if (known !== undefined && known.madeAt > entry.madeAt) return;
    this.entries.delete(key);
    this.entries.set(key, entry);
    const { oldest, most, now } = this.options;
    for (const [old, { madeAt }] of this.entries) {
      if (this.entries.size <= most && now() - madeAt <= oldest) break;
      this.entries.delete(old);
    }
  }
}
