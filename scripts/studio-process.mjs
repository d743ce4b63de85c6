// How the studio's own process is started where it stays open: it watches folders for weeks, so memory counts for more than the
// last per cent of speed. Plain JavaScript for Node 18 and later (docs/decisions/memory-of-the-core.md has what was measured).

/** V8 would let what is soon thrown away grow to 130 MB before it looks. */
export const STUDIO_FLAGS = ['--max-semi-space-size=8'];

/** glibc: one heap for all threads instead of one for each, and its free end given back. Other systems don't read them. */
export const STUDIO_ENVIRONMENT = { MALLOC_ARENA_MAX: '1', MALLOC_TRIM_THRESHOLD_: '131072' };
