/** One pattern a line, as typed; what is empty or stands twice goes. */
export function patternsOf(text: string): string[] {
  return [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line !== '');
}
