/**
 * The person's locale as the system says it, `fr_FR.UTF-8` or `en-GB` style; null where it says nothing useful (C, POSIX).
 * Order of the variables: POSIX.1-2017, 8.2 "Internationalization Variables". Windows and desktop sessions that set none of
 * them are asked through Intl.
 */
export function systemLocale(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
): string | null {
  const said = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG;
  if (said) return /^(c|posix)([.@]|$)/i.test(said) ? null : said;
  return platform === 'win32' || platform === 'darwin' ? new Intl.DateTimeFormat().resolvedOptions().locale : null;
}
