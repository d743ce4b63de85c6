import { Option } from 'commander';
import type { DeliveriesWords } from '../commands/deliveries.ts';
import type { ProfileOptions } from '../commands/profile.ts';
import type { SendingWords } from '../commands/sending.ts';
import { calendarDay, hoursOrNone, numberOrNone, wholeNumber } from '../option-values.ts';
import type { CommandBuilder, CommonOptions } from './command-builder.ts';

/** Session, sending, and what comes back. */
export function sendingCommands({ command, asked, text }: CommandBuilder): void {
  command('login', 'help.login')
    .requiredOption('--server <url>', text('help.login.server'))
    .requiredOption('--email <address>', text('help.login.email'))
    .option('--remember', text('help.login.remember'))
    .action((options: CommonOptions & { server: string; email: string; remember?: boolean }) =>
      asked(options, async (context) =>
        (await import('../commands/login.ts')).login(context, { ...options, remember: options.remember ?? false }),
      ),
    );
  command('logout', 'help.logout').action((common: CommonOptions) =>
    asked(common, async (context) => (await import('../commands/account.ts')).logout(context)),
  );
  command('profile', 'help.profile')
    .option('--first-name <text>', text('help.profile.firstName'))
    .option('--last-name <text>', text('help.profile.lastName'))
    .option('--phone <number>', text('help.profile.phone'))
    .option('--bio <text>', text('help.profile.bio'))
    .option('--picture <file>', text('help.profile.picture'))
    .action((options: CommonOptions & ProfileOptions) =>
      asked(options, async (context) => (await import('../commands/profile.ts')).profile(context, options)),
    );
  command('account', 'help.account').action((common: CommonOptions) =>
    asked(common, async (context) => (await import('../commands/account.ts')).account(context)),
  );
  command('upload', 'help.upload')
    .option('--query <text>', text('help.query'))
    .action((options: CommonOptions & { query?: string }) =>
      asked(options, async (context) => (await import('../commands/upload.ts')).upload(context, options.query)),
    );
  command('sending', 'help.sending')
    .option('--budget <MB>', text('help.sending.budget'), numberOrNone(1, 1_000_000))
    .option('--rate <KBps>', text('help.sending.rate'), numberOrNone(16, 1_000_000))
    .option('--hours <from-to>', text('help.sending.hours'), hoursOrNone)
    .addOption(new Option('--metered <line>', text('help.sending.metered')).choices(['system', 'yes', 'no']))
    .addOption(new Option('--battery <whether>', text('help.sending.battery')).choices(['yes', 'no']))
    .option('--anyway', text('help.sending.anyway'))
    .action((options: CommonOptions & SendingWords) =>
      asked(options, async (context) => (await import('../commands/sending.ts')).sending(context, options)),
    );
  command('deliveries', 'help.deliveries')
    .argument('[query]')
    .option('--csv <file>', text('help.deliveries.csv'))
    .option('--from <day>', text('help.deliveries.from'), calendarDay)
    .option('--to <day>', text('help.deliveries.to'), calendarDay)
    .option('--limit <n>', text('help.list.limit'), wholeNumber(1, 1000), 200)
    .action((query: string | undefined, options: CommonOptions & DeliveriesWords) =>
      asked(options, async (context) =>
        (await import('../commands/deliveries.ts')).deliveries(context, query, options),
      ),
    );
  command('withdraw-photo', 'help.withdrawPhoto')
    .argument('<ids...>', text('help.ids'))
    .option('--yes', text('help.withdrawPhoto.yes'))
    .action((ids: string[], options: CommonOptions & { yes?: boolean }) =>
      asked(options, async (context) =>
        (await import('../commands/withdraw-photo.ts')).withdrawPhotos(context, ids, options.yes ?? false),
      ),
    );
  command('replace-photo', 'help.replacePhoto')
    .argument('<refused>', text('help.replacePhoto.refused'))
    .requiredOption('--with <photo>', text('help.replacePhoto.with'))
    .action((refused: string, options: CommonOptions & { with: string }) =>
      asked(options, async (context) =>
        (await import('../commands/replace-photo.ts')).replacePhoto(context, refused, options.with),
      ),
    );
  command('sync', 'help.sync').action((common: CommonOptions) =>
    asked(common, async (context) => (await import('../commands/sync.ts')).sync(context)),
  );
}
