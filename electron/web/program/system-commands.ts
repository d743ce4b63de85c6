import { Option } from 'commander';
import { wholeNumber } from '../option-values.ts';
import type { CommandBuilder, CommonOptions } from './command-builder.ts';

/** The studio itself: its page, its catalogue, its checks, the local marketplace. */
export function systemCommands({ command, asked, text }: CommandBuilder): void {
  command('sandbox', 'help.sandbox')
    .option('--port <n>', text('help.port'), wholeNumber(0, 65_535))
    .option('--demo', text('help.sandbox.demo'))
    .action((options: CommonOptions & { port?: number; demo?: boolean }) =>
      asked(options, async (context) => (await import('../commands/sandbox.ts')).sandbox(context, options)),
    );
  command('doctor', 'help.doctor')
    .option('--report', text('help.doctor.report'))
    .option('--names', text('help.doctor.names'))
    .action((options: CommonOptions & { report?: boolean; names?: boolean }) =>
      asked(options, async (context) => {
        const { doctor, report } = await import('../commands/doctor.ts');
        return options.report ? report(context, options.names ?? false) : doctor(context);
      }),
    );
  command('backup', 'help.backup')
    .requiredOption('--to <file>', text('help.backup.to'))
    .action((options: CommonOptions & { to: string }) =>
      asked(options, async (context) => (await import('../commands/storage.ts')).backup(context, options.to)),
    );
  command('restore', 'help.restore')
    .argument('<file>')
    .action((file: string, common: CommonOptions) =>
      asked(common, async (context) => (await import('../commands/storage.ts')).restore(context, file)),
    );
  command('maintain', 'help.maintain').action((common: CommonOptions) =>
    asked(common, async (context) => (await import('../commands/storage.ts')).maintain(context)),
  );
  command('serve', 'help.serve')
    .option('--port <n>', text('help.port'), wholeNumber(0, 65_535), 0)
    .option('--server <url>', text('help.serve.server'))
    .option('--sandbox', text('help.serve.sandbox'))
    .addOption(new Option('--window').hideHelp())
    .action((options: CommonOptions & { port: number; server?: string; sandbox?: boolean; window?: boolean }) =>
      asked(options, async (context) => (await import('../commands/serve.ts')).serve(context, options)),
    );
}
