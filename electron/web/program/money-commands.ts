import { InvalidArgumentError, Option } from 'commander';
import { type MobileMoneyProvider, mobileMoneyProvider, phoneCountry } from '../../../shared/domain/phone-plans.ts';
import type { ReportOptions } from '../commands/reconcile.ts';
import type { StatementOptions } from '../commands/statement.ts';
import type { WithdrawalsOptions, WithdrawOptions } from '../commands/withdraw.ts';
import { calendarDay, calendarMonth, wholeNumber } from '../option-values.ts';
import type { CommandBuilder, CommonOptions } from './command-builder.ts';

/** Sales, statements and withdrawals. */
export function moneyCommands({ command, asked, text }: CommandBuilder): void {
  command('statement', 'help.statement')
    .option('--month <YYYY-MM>', text('help.statement.month'), calendarMonth)
    .option('--from <day>', text('help.statement.from'), calendarDay)
    .option('--to <day>', text('help.statement.to'), calendarDay)
    .option('--out <file>', text('help.statement.out'))
    .option('--csv <file>', text('help.statement.csv'))
    .option('--provisional', text('help.statement.provisional'))
    .action((options: CommonOptions & StatementOptions) =>
      asked(options, async (context) => (await import('../commands/statement.ts')).statement(context, options)),
    );
  command('sales', 'help.sales').action((common: CommonOptions) =>
    asked(common, async (context) => (await import('../commands/sales.ts')).sales(context)),
  );
  command('revenue', 'help.revenue').action((common: CommonOptions) =>
    asked(common, async (context) => (await import('../commands/sales.ts')).revenue(context)),
  );
  command('reconcile', 'help.reconcile').action((common: CommonOptions) =>
    asked(common, async (context) => (await import('../commands/reconcile.ts')).reconcile(context)),
  );
  command('report', 'help.report')
    .requiredOption('--month <YYYY-MM>', text('help.statement.month'), calendarMonth)
    .option('--out <file>', text('help.report.out'))
    .action((options: CommonOptions & ReportOptions) =>
      asked(options, async (context) => (await import('../commands/reconcile.ts')).report(context, options)),
    );
  command('withdraw', 'help.withdraw')
    .requiredOption('--amount <xof>', text('help.withdraw.amount'), wholeNumber(0, 1_000_000_000))
    .option('--provider <name>', text('help.withdraw.provider'), provider)
    .option('--phone <number>', text('help.withdraw.phone'))
    .addOption(new Option('--country <code>', text('help.withdraw.country')).choices(phoneCountry.options))
    .option('--iban <iban>', text('help.withdraw.iban'))
    .option('--name <holder>', text('help.withdraw.name'))
    .option('--once <name>', text('help.withdraw.once'))
    .option('--dry-run', text('help.withdraw.dryRun'))
    .action((options: CommonOptions & WithdrawOptions) =>
      asked(options, async (context) => (await import('../commands/withdraw.ts')).withdraw(context, options)),
    );
  command('withdrawals', 'help.withdrawals')
    .argument('[key]')
    .option('--cancel', text('help.withdrawals.cancel'))
    .option('--pdf <file>', text('help.withdrawals.pdf'))
    .option('--csv <file>', text('help.withdrawals.csv'))
    .action((key: string | undefined, options: CommonOptions & WithdrawalsOptions) =>
      asked(options, async (context) => (await import('../commands/withdraw.ts')).withdrawals(context, key, options)),
    );
}

/** `orange`, `Orange Money`, `WAVE`: as she calls it. */
function provider(value: string): MobileMoneyProvider {
  const found = mobileMoneyProvider.options.find((name) =>
    [name, name.split(' ')[0] ?? ''].some((known) => known.toLowerCase() === value.trim().toLowerCase()),
  );
  if (found === undefined) throw new InvalidArgumentError('');
  return found;
}
