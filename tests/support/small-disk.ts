import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { TEST_DATA } from './paths';

const PAGE = 4_096;

/** A disk of a test's own that can be filled; only root may mount one. */
export class SmallDisk {
  /** An empty folder on it. */
  readonly folder: string;
  private readonly filler: string;

  private constructor(private readonly path: string) {
    this.filler = join(path, 'filler');
    this.folder = join(path, 'folder');
    mkdirSync(this.folder);
  }

  /** Mounts one in memory; undefined where this process may not. */
  static mount(megabytes: number): SmallDisk | undefined {
    mkdirSync(TEST_DATA, { recursive: true });
    const path = mkdtempSync(join(TEST_DATA, 'disk-'));
    const options = `size=${megabytes}m,mode=0755`;
    const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path]);
    if (status === 0) return new SmallDisk(path);
    rmSync(path, { recursive: true });
    return undefined;
  }

  /** Leaves not a page of it free. */
  fill(): void {
    const file = openSync(this.filler, 'w');
    try {
      for (;;) writeSync(file, Buffer.alloc(PAGE));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    } finally {
      closeSync(file);
    }
  }

  makeRoom(): void {
    rmSync(this.filler, { force: true });
  }

  /** Gives it back, when nobody uses it any more. */
  unmount(): void {
    spawnSync('umount', ['--lazy', this.path]);
    rmSync(this.path, { recursive: true, force: true });
  }
}
