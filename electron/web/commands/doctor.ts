import { respoken } from '../../core/system/doctor.ts';
import { isMessageKey, sentence } from '../../core/system/sentences.ts';
import type { CommandContext, CommandResult } from '../command.ts';

/** Tries every dependency; exit 1 when one of them needs attention. */
export async function doctor(context: CommandContext): Promise<CommandResult> {
  const { terminal } = context;
  const { client } = await context.studio();
  const diagnosis = await client.system.doctor(undefined, { signal: context.signal });
  const checks = diagnosis.checks.map((check) => respoken(check, terminal.language));
  for (const check of checks) {
    const key = `doctor.${check.name}.name`;
    const name = isMessageKey(key) ? sentence(terminal.language, key) : check.name;
    terminal.line(`${check.ok ? '✓' : '✕'} ${name.padEnd(22)} ${check.detail}`);
    if (check.fix !== '') terminal.line(`  → ${check.fix}`);
  }
  terminal.say(diagnosis.ok ? 'doctor.ok' : 'doctor.not-ok');
  return { exitCode: diagnosis.ok ? 0 : 1, json: { ok: diagnosis.ok, checks } };
}

/** What somebody who helps needs to know, to be copied from the terminal. */
export async function report(context: CommandContext, names: boolean): Promise<CommandResult> {
  const { client } = await context.studio();
  const { text } = await client.diagnostics.report({ names }, { signal: context.signal });
  context.terminal.line(text);
  return { exitCode: 0, json: { report: text } };
}
