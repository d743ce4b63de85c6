import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { CommandContext, CommandResult } from '../command.ts';

export interface TemplatesOptions {
  readonly import?: string;
  readonly export?: string;
}

/** Lists the templates; takes those of a file, writes all to one that is not there yet. */
export async function templates(context: CommandContext, options: TemplatesOptions): Promise<CommandResult> {
  const { terminal, workingFolder } = context;
  const { client } = await context.studio();
  if (options.import !== undefined) {
    const text = await readFile(resolve(workingFolder, options.import), 'utf8');
    const { added, known } = await client.templates.import({ text });
    terminal.say('templates.imported', { added: added.length, known });
    return { exitCode: 0, json: { added, known } };
  }
  const all = await client.templates.list();
  if (options.export !== undefined) {
    const path = resolve(workingFolder, options.export);
    // Never over another file.
    await writeFile(path, (await client.templates.export()).text, { flag: 'wx' });
    terminal.say('templates.exported', { count: all.length, path });
    return { exitCode: 0, json: { path, templates: all.length } };
  }
  for (const { name, values } of all) terminal.line(`${name}  (${Object.keys(values).join(', ')})`);
  return { exitCode: 0, json: { templates: all } };
}
