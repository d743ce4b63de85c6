/** Calls at once, then at most once per `ms` while asked to, the last asking always being followed by a call. */
export function throttle(ms: number, call: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let asked = false;
  function run(): void {
    asked = false;
    call();
    timer = setTimeout(() => {
      timer = null;
      if (asked) run();
    }, ms);
  }
  return () => {
    if (timer === null) run();
    else asked = true;
  };
}
