/** Loaded before the program of each process that a test starts: a clock that is wrong, where asked for. */
const minutes = Number(process.env.DUKA_TEST_CLOCK_MINUTES ?? 0);

if (minutes !== 0) {
  const RightDate = Date;
  const now = () => RightDate.now() + minutes * 60_000;
  globalThis.Date = class extends RightDate {
    constructor(...args) {
      super(...(args.length === 0 ? [now()] : args));
    }

    static now() {
      return now();
    }
  };
}
