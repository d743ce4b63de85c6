import { Moon, Sun, SunMoon } from 'lucide-react';
import { useSay } from '../../i18n/i18n.ts';
import { IconButton } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { NotificationsButton } from '../notifications/notifications.tsx';
import { AccountMenu } from '../profile/account-menu.tsx';
import { changeSettings, useSettings } from '../settings/settings.ts';
import { useQueueProgress } from '../uploads/queries.ts';
import { SearchField } from './search-field.tsx';
import { openSection, SECTIONS, useShell } from './shell.store.ts';

const NEXT_THEME = { system: 'light', light: 'dark', dark: 'system' } as const;
const THEME_ICONS = { system: SunMoon, light: Sun, dark: Moon } as const;

export function TopBar() {
  const say = useSay();
  const section = useShell((state) => state.section);
  const { theme } = useSettings();
  const queue = useQueueProgress().data;
  const open = queue ? queue.active + queue.waiting + queue.failed : 0;
  const ThemeIcon = THEME_ICONS[theme];
  return (
    <header className="flex h-11 items-center gap-4 border-b border-line bg-panel px-3">
      <span className="shrink-0 whitespace-nowrap pl-1 font-semibold tracking-tight">Pouire Studio</span>
      <nav aria-label={say('section.name')} className="flex shrink-0 gap-0.5">
        {SECTIONS.map((name) => (
          <button
            key={name}
            type="button"
            aria-current={section === name ? 'page' : undefined}
            className={classes(
              'flex h-7 items-center gap-1.5 whitespace-nowrap rounded-md px-2.5 transition-colors',
              section === name ? 'bg-hover text-ink' : 'text-muted hover:text-ink',
            )}
            onClick={() => openSection(name)}
          >
            {say(`section.${name}`)}
            {name === 'uploads' && open > 0 && (
              <span
                className={classes(
                  'tabular min-w-4 rounded-full px-1 text-center font-semibold text-xs',
                  queue && queue.failed > 0 ? 'bg-bad text-canvas' : 'bg-accent text-on-accent',
                )}
                title={say('uploads.badge', { count: open })}
              >
                {open}
              </span>
            )}
          </button>
        ))}
      </nav>
      <div className="flex min-w-0 flex-1 justify-end">
        <SearchField />
      </div>
      <div className="flex shrink-0 items-center gap-1">
        <NotificationsButton />
        <IconButton
          label={say('theme.switch', { theme: say(`theme.${theme}`) })}
          onClick={() => void changeSettings({ theme: NEXT_THEME[theme] })}
        >
          <ThemeIcon size={16} />
        </IconButton>
        <AccountMenu />
      </div>
    </header>
  );
}
