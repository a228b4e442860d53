import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pack, unpack } from './archive';

const SIZE = 300_000;
const AT_ONCE = 8;
const ROUNDS = 6;
/** Milliseconds for which this process looks at nothing, so that tar is gone before its pipe is closed. */
const BUSY = 20;

describe('an archive', () => {
  let folder: string;
  let archive: string;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'duka archive '));
    archive = join(folder, 'kept.tar.gz');
    mkdirSync(join(folder, 'in'));
    writeFileSync(join(folder, 'in', 'file'), Buffer.alloc(SIZE, 'duka'));
    await pack(archive, [{ folder: join(folder, 'in'), entries: ['file'] }]);
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  function target(name: string): string {
    const path = join(folder, name);
    mkdirSync(path);
    return path;
  }

  it('is unpacked on a busy machine too', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const targets = Array.from({ length: AT_ONCE }, (_, turn) => target(`${round}-${turn}`));
      const unpacked = Promise.all(targets.map((path) => unpack(archive, path)));
      const end = performance.now() + BUSY;
      while (performance.now() < end);
      await unpacked;
      for (const path of targets) expect(readFileSync(join(path, 'file'))).toHaveLength(SIZE);
    }
  });

  it('that is cut short is refused', async () => {
    truncateSync(archive, Math.floor(readFileSync(archive).length / 2));
    await expect(unpack(archive, target('out'))).rejects.toThrow();
  });

  it('that is none is refused', async () => {
    writeFileSync(archive, 'no archive');
    await expect(unpack(archive, target('out'))).rejects.toThrow();
  });
});
