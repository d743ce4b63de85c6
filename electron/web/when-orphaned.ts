/** Between two looks at who the parent is (milliseconds). */
const LOOK_EVERY_MS = 500;

/**
 * Calls `then` once when the process that started this one is gone. npm ends its shell when it is told to stop, and the shell
 * takes its leave without a word to the program it ran. Windows never gives an orphan a new parent: there it is never called.
 */
export function whenOrphaned(then: () => void): void {
  const parent = process.ppid;
  const look = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(look);
    then();
  }, LOOK_EVERY_MS);
  look.unref();
}
