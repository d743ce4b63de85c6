import { type DescriptionPatch, foldForComparison } from '../../../shared/domain/description.ts';
import { StudioError } from '../../../shared/domain/errors.ts';
import { templateEdit } from '../../../shared/domain/template.ts';
import type { StudioClient } from '../../core/studio.ts';
import { choosePhotos, type PhotoWords } from '../choose-photos.ts';
import type { CommandContext, CommandResult } from '../command.ts';
import { spokenFindings } from '../spoken.ts';
import { UsageError } from '../usage-error.ts';

export interface DescribeOptions {
  readonly title?: string;
  readonly caption?: string;
  readonly tags?: string;
  readonly category?: string;
  readonly price?: number;
  readonly priceExtended?: number;
  readonly place?: string;
  readonly template?: string;
}

/** Most photos named one by one for a person; a program gets them all. */
const NAMED = 20;

/** Changes what is given, for all the photos that are meant, and says which rules they still break. */
export async function describe(
  context: CommandContext,
  words: PhotoWords,
  options: DescribeOptions,
): Promise<CommandResult> {
  const { terminal } = context;
  const { client } = await context.studio();
  if (options.template !== undefined) return applyTemplate(context, client, words, options.template);
  const patch: DescriptionPatch = {
    ...(options.title !== undefined && { title: options.title }),
    ...(options.caption !== undefined && { caption: options.caption }),
    ...(options.tags !== undefined && {
      keywords: options.tags
        .split(',')
        .map((tag) => tag.trim())
        .filter((tag) => tag !== ''),
    }),
    ...(options.category !== undefined && { categoryId: await categoryId(client, options.category) }),
    ...(options.price !== undefined && { priceStandard: options.price }),
    ...(options.priceExtended !== undefined && { priceExtended: options.priceExtended }),
    ...(options.place !== undefined && { place: options.place }),
  };
  if (Object.keys(patch).length === 0) throw new UsageError('use.no-change');
  const result = await client.review.describe({ selection: await choosePhotos(client, words), patch });
  const broken = result.broken.flatMap(({ id, findings }) =>
    spokenFindings(terminal.language, findings).map(({ rule, severity, message }) => ({ id, rule, severity, message })),
  );
  const errors = broken.filter(({ severity }) => severity === 'error');
  terminal.say('review.updated', { count: result.updated });
  if (errors.length > 0) {
    terminal.say('describe.broken', { count: new Set(errors.map(({ id }) => id)).size });
    for (const { id, message } of errors.slice(0, NAMED)) terminal.line(`  ${id}  ${message}`);
    if (errors.length > NAMED) terminal.line(`  … ${errors.length - NAMED}`);
  }
  return { exitCode: 0, json: { updated: result.updated, broken } };
}

/** Gives photos the words of a template. Errors: template-unknown. */
async function applyTemplate(
  context: CommandContext,
  client: StudioClient,
  words: PhotoWords,
  name: string,
): Promise<CommandResult> {
  const { terminal } = context;
  const template = (await client.templates.list()).find((one) => one.name.toLowerCase() === name.trim().toLowerCase());
  if (!template) throw new StudioError('template-unknown', { name });
  const result = await client.wording.apply({
    selection: await choosePhotos(client, words),
    edit: templateEdit(template, terminal.language),
    name: 'apply-template',
  });
  terminal.say('review.updated', { count: result.updated });
  return { exitCode: 0, json: result };
}

/** A category by its id, by its name, or by the beginning of one name alone (case and accents aside). Errors: UsageError, naming what there is. */
async function categoryId(client: StudioClient, category: string): Promise<string> {
  const known = await client.account.categories();
  if (known.length === 0) throw new UsageError('use.categories-unknown');
  const byId = known.find(({ id }) => id === category);
  if (byId) return byId.id;
  const typed = foldForComparison(category.trim());
  const whole = known.filter(({ name }) => foldForComparison(name) === typed);
  const begun = typed === '' ? [] : known.filter(({ name }) => foldForComparison(name).startsWith(typed));
  const named = whole.length > 0 ? whole : begun;
  const [only] = named;
  if (!only)
    throw new UsageError('use.category-unknown', { category, known: known.map(({ name }) => name).join(', ') });
  if (named.length > 1)
    throw new UsageError('use.category-ambiguous', { category, known: named.map(({ id }) => id).join(', ') });
  return only.id;
}
