import { z } from 'zod';
import { description } from './description.ts';
import { photoRights } from './photo-rights.ts';
import type { FillEdit } from './word-edit.ts';

/** Words kept under a name, to be given to photos again and again. Texts may have variables (text-pattern.ts). */
export const template = z.object({
  name: z.string().trim().min(1).max(100),
  values: description.partial(),
  keywords: z.enum(['add', 'replace']),
  onlyEmpty: z.boolean(),
  /** Rights of single photos, over her identity's. */
  rights: photoRights.exactOptional(),
});
export type Template = z.infer<typeof template>;

/** Templates that may be kept. */
export const TEMPLATES_MAXIMUM = 500;

/** A file of templates, for another computer or another photographer. Changing its shape changes the version. */
const templateFile = z.object({
  format: z.literal('pouire-studio-templates'),
  version: z.literal(1),
  templates: z.array(template).max(TEMPLATES_MAXIMUM),
});

/** The text of a file of templates. */
export function writeTemplates(templates: readonly Template[]): string {
  const file: z.input<typeof templateFile> = {
    format: 'pouire-studio-templates',
    version: 1,
    templates: templates.map((one) => ({ ...one })),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** The templates of a file; null when it is none, or of a version this one does not know. */
export function readTemplates(text: string): Template[] | null {
  let written: unknown;
  try {
    written = JSON.parse(text);
  } catch {
    return null;
  }
  const read = templateFile.safeParse(written);
  return read.success ? read.data.templates : null;
}

/** What a template does to photos. */
export function templateEdit(
  { values, keywords, onlyEmpty, rights }: Template,
  language: FillEdit['language'],
): FillEdit {
  return { kind: 'fill', values, keywords, onlyEmpty, variables: true, language, ...(rights && { rights }) };
}

/** `Mariage`, `Mariage (2)`…: a name that none of `taken` has, case aside. */
export function freeName(name: string, taken: Iterable<string>): string {
  const used = new Set([...taken].map((one) => one.toLowerCase()));
  if (!used.has(name.toLowerCase())) return name;
  for (let number = 2; ; number += 1) {
    const numbered = `${name.slice(0, 90)} (${String(number)})`;
    if (!used.has(numbered.toLowerCase())) return numbered;
  }
}
