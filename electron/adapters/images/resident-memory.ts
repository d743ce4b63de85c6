import { readFileSync } from 'node:fs';

/** Bytes a page has on every system whose kernel is asked below (proc_pid_statm(5)); arm64 with larger ones errs on the low side. */
const PAGE = 4096;

/** Resident memory of a process in bytes; 0 where that can't be asked (Windows, macOS, a process that is gone). */
export function residentMemory(pid: number | null): number {
  if (pid === null || process.platform !== 'linux') return 0;
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]) * PAGE;
  } catch {
    return 0; // it ended; whoever waits for it will hear so
  }
}
