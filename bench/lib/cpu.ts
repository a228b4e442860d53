import { readdirSync, readFileSync } from 'node:fs';

/** Linux tells CPU time in hundredths of a second, whatever the kernel's own clock is. */
const TICK_MS = 10;

interface Times {
  parent: number;
  own: number;
  endedChildren: number;
}

/** Milliseconds of CPU that a process has used so far. */
export function cpuOf(pid: number): number {
  return timesOf(pid).own;
}

/** Milliseconds of CPU that a process and its children have used, those that have ended among them. */
export function cpuOfFamily(pid: number): number {
  const { own, endedChildren } = timesOf(pid);
  const living = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => timesIfThere(Number(name)))
    .filter((times) => times?.parent === pid);
  return living.reduce((sum, times) => sum + (times?.own ?? 0), own + endedChildren);
}

/** The process that started another. */
export function parentOf(pid: number): number {
  return timesOf(pid).parent;
}

function timesIfThere(pid: number): Times | undefined {
  try {
    return timesOf(pid);
  } catch {
    return undefined;
  }
}

/** The fields are counted from behind the name, which may hold anything. */
function timesOf(pid: number): Times {
  const line = readFileSync(`/proc/${pid}/stat`, 'latin1');
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  const ticks = (first: number) => Number(fields[first]) + Number(fields[first + 1]);
  return {
    parent: Number(fields[1]),
    own: ticks(11) * TICK_MS,
    endedChildren: ticks(13) * TICK_MS,
  };
}
