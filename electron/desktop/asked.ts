/**
 * Questions to another process that is answered by number. One that is not answered in time, or whose process is gone, gets
 * the answer for nothing.
 */
export function createAsked<Answer>(nothing: Answer) {
  const open = new Map<number, (answer: Answer) => void>();
  return {
    /** Resolves with the answer. `onAbort`: the asker went on to something else. */
    ask(request: number, patienceMs: number, signal?: AbortSignal, onAbort: () => void = () => {}): Promise<Answer> {
      return new Promise((resolve) => {
        const settle = (answer: Answer) => {
          clearTimeout(timer);
          open.delete(request);
          signal?.removeEventListener('abort', abort);
          resolve(answer);
        };
        const abort = () => {
          onAbort();
          settle(nothing);
        };
        signal?.addEventListener('abort', abort, { once: true });
        const timer = setTimeout(settle, patienceMs, nothing);
        open.set(request, settle);
      });
    },
    answer(request: number, answer: Answer): void {
      open.get(request)?.(answer);
    },
    /** Nobody is there any more who could answer. */
    giveUp(): void {
      for (const settle of [...open.values()]) settle(nothing);
    },
  };
}
