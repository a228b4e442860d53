/**
 * How what a test file has opened is ended. Each thing is noted when it is open, so that a start that
 * fails halfway leaves nothing running and is itself the failure that is seen:
 *
 *     const endings = new Endings();
 *     beforeAll(async () => {
 *       shop = await createShop();
 *       endings.add(() => shop.stop());
 *     });
 *     afterAll(() => endings.run());
 */
export class Endings {
  private readonly all: (() => unknown)[] = [];

  add(end: () => unknown): void {
    this.all.push(end);
  }

  /** Ends all, what was opened last first. Throws the first fault when the others have ended, too. */
  async run(): Promise<void> {
    const faults: unknown[] = [];
    for (const end of this.all.splice(0).reverse()) {
      try {
        await end();
      } catch (fault) {
        faults.push(fault);
      }
    }
    if (faults.length > 0) throw faults[0];
  }
}
