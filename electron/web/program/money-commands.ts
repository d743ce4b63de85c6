import type { StatementOptions } from '../commands/statement.ts';
import { calendarDay, calendarMonth } from '../option-values.ts';
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
  for (const [name, help] of [['withdraw', 'help.withdraw']] as const) {
    command(name, help)
      .argument('[words...]')
      .allowUnknownOption()
      .action((_words: string[], common: CommonOptions) =>
        asked(common, async () => (await import('../commands/not-yet.ts')).notYet(name)),
      );
  }
}
