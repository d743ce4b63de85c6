import { StudioError } from '../../../shared/domain/errors.ts';
import {
  freeName,
  readTemplates,
  TEMPLATES_MAXIMUM,
  type Template,
  templateEdit,
  writeTemplates,
} from '../../../shared/domain/template.ts';
import { wordEditProblem } from '../../../shared/domain/word-edit.ts';
import type { StudioContext } from '../context.ts';
import type { ContractImplementer } from '../contract.ts';
import { templatesRepository } from './templates.repository.ts';

/** Words kept under a name, taken from photos or typed, carried from one computer to another. */
export function createTemplates(context: Pick<StudioContext, 'db'>) {
  const kept = templatesRepository(context.db);

  function write(templates: readonly Template[]): Template[] {
    const sorted = templates
      .toSorted((a, b) => a.name.localeCompare(b.name, 'fr', { numeric: true }))
      .slice(0, TEMPLATES_MAXIMUM);
    kept.write(sorted);
    return sorted;
  }

  function others(name: string): Template[] {
    return kept.read().filter((one) => one.name.toLowerCase() !== name.toLowerCase());
  }

  function find(name: string): Template {
    const found = kept.read().find((one) => one.name.toLowerCase() === name.trim().toLowerCase());
    if (!found) throw new StudioError('template-unknown', { name });
    return found;
  }

  function save(template: Template): Template[] {
    const problem = wordEditProblem(templateEdit(template, 'fr'));
    if (problem) {
      const detail = 'token' in problem ? problem.token : '';
      throw new StudioError('pattern-invalid', { pattern: problem.pattern, problem: problem.code, detail });
    }
    return write([...others(template.name), template]);
  }

  function rename(name: string, to: string): Template[] {
    const found = find(name);
    const rest = others(found.name);
    return write([
      ...rest,
      {
        ...found,
        name: freeName(
          to,
          rest.map((one) => one.name),
        ),
      },
    ]);
  }

  function take(text: string): { added: string[]; known: number } {
    const given = readTemplates(text);
    if (given === null) throw new StudioError('templates-unreadable', {});
    const all = kept.read();
    const added: string[] = [];
    let known = 0;
    for (const template of given) {
      const content = JSON.stringify({ ...template, name: '' });
      const same = all.some(
        (one) =>
          one.name.replace(/ \(\d+\)$/, '') === template.name.replace(/ \(\d+\)$/, '') &&
          JSON.stringify({ ...one, name: '' }) === content,
      );
      if (same || all.length >= TEMPLATES_MAXIMUM) known += 1;
      else {
        const name = freeName(
          template.name,
          all.map((one) => one.name),
        );
        all.push({ ...template, name });
        added.push(name);
      }
    }
    if (added.length > 0) write(all);
    return { added, known };
  }

  return {
    find,
    save,
    rename,
    take,
    list: () => kept.read(),
    text: () => writeTemplates(kept.read()),
    remove: (name: string) => write(others(find(name).name)),
    router(os: ContractImplementer) {
      return {
        templates: {
          list: os.templates.list.handler(() => this.list()),
          save: os.templates.save.handler(({ input }) => save(input)),
          rename: os.templates.rename.handler(({ input }) => rename(input.name, input.to)),
          remove: os.templates.remove.handler(({ input }) => this.remove(input.name)),
          export: os.templates.export.handler(() => ({ text: this.text() })),
          import: os.templates.import.handler(({ input }) => take(input.text)),
        },
      };
    },
  };
}
