/**
 * Name of the way derived images are made: part of their file names. It changes with every change that makes them look
 * different, and the studio then makes them anew. In a file of its own, because the studio's process must not load sharp.
 */
export const RECIPE = 'p1';
