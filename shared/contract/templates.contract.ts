import { z } from 'zod';
import { template } from '../domain/template.ts';
import { procedure } from './procedure.ts';

const name = template.shape.name;

/** Templates are applied by `wording.apply`. Their names differ by more than case. Errors: pattern-invalid, template-unknown. */
export const templatesContract = {
  templates: {
    /** By name. */
    list: procedure.output(z.array(template)),
    /** Keeps one under its name; the one that had it is replaced. */
    save: procedure.input(template).output(z.array(template)),
    rename: procedure.input(z.object({ name, to: name })).output(z.array(template)),
    remove: procedure.input(z.object({ name })).output(z.array(template)),
    /** A file's text, to be saved by the host. */
    export: procedure.output(z.object({ text: z.string() })),
    /** Adds a file's templates; one with a name that is taken gets a number. What is there already is left. Errors: templates-unreadable. */
    import: procedure
      .input(z.object({ text: z.string().max(5_000_000) }))
      .output(z.object({ added: z.array(z.string()), known: z.int() })),
  },
};
