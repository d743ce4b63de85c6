import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks a second in /proc (USER_HZ), 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

interface Times {
  readonly parent: number;
  /** Of itself and of its children that are over (proc(5), stat: utime, stime, cutime, cstime), in ticks. */
  readonly ticks: number;
}

/**
 * Processor time (ms, user and system) of this process and everything it began, ended or not: what a clock tells only on a machine
 * where nothing else works. The difference of two readings is what was spent between them. Null where the system does not tell.
 */
export function processorTime(root = process.pid): number | null {
  const all = new Map<number, Times>();
  try {
    for (const name of readdirSync('/proc')) {
      const pid = Number(name);
      const times = Number.isInteger(pid) ? timesOf(pid) : null;
      if (times) all.set(pid, times);
    }
  } catch {
    return null;
  }
  if (!all.has(root)) return null;
  const belongs = (pid: number): boolean => {
    for (let at: number | undefined = pid; at !== undefined && at > 0; at = all.get(at)?.parent)
      if (at === root) return true;
    return false;
  };
  let ticks = 0;
  for (const [pid, times] of all) if (belongs(pid)) ticks += times.ticks;
  return (ticks * 1000) / TICKS_PER_SECOND;
}

function timesOf(pid: number): Times | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program may hold anything; what follows its last bracket is numbers.
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [utime = 0, stime = 0, cutime = 0, cstime = 0] = fields.slice(11, 15);
    return { parent: fields[1] ?? 0, ticks: utime + stime + cutime + cstime };
  } catch {
    return null; // it has just ended: its parent counts it
  }
}
