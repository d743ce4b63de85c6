// Texts of licences for packages that say which one is theirs and bring no text of it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../tools.mjs';

function author({ author, contributors, homepage }) {
  const name = typeof author === 'string' ? author : author?.name;
  return name ?? (Array.isArray(contributors) ? 'its contributors' : (homepage ?? 'its authors'));
}

export const standardText = (name) => readFileSync(join(root, 'resources', 'licences', `${name}.txt`), 'utf8').trim();

/** The LGPL is the GPL with permissions added: whoever receives the one is to receive the other. */
const TEXTS = {
  MIT: ['MIT'],
  'Apache-2.0': ['Apache-2.0'],
  'LGPL-3.0': ['LGPL-3.0', 'GPL-3.0'],
};

function named(expression) {
  const ids = String(expression).match(/[A-Za-z0-9.-]+/g) ?? [];
  return ids
    .map((id) => id.replace(/-(or-later|only)$/, ''))
    .flatMap((id) => (TEXTS[id] ? [id] : /^(AND|OR|WITH)$/.test(id) ? [] : [null]));
}

/**
 * Under which words a package may be passed on: its own papers, and the names of the standard texts that they leave out (the
 * LGPL of libvips inside sharp's builds, say). Throws for a licence whose text is nowhere: add it to resources/licences.
 */
export function licenceText(manifest, papers) {
  const own = papers.join('\n\n');
  const wanted = named(manifest.license);
  const missing = wanted.filter(
    (id) => id === null || (id === 'LGPL-3.0' ? !/LESSER GENERAL PUBLIC/.test(own) : own === ''),
  );
  if (missing.includes(null) && own === '')
    throw new Error(
      `${manifest.name} brings no text of its licence (${manifest.license}), and resources/licences has none`,
    );
  const standards = missing.flatMap((id) => (id ? TEXTS[id] : []));
  const head = own === '' ? `Copyright (c) ${author(manifest)}` : own;
  const note = `Under the ${standards.join(' and the ')} licence: its text is at the end of this page.`;
  return { text: standards.length > 0 ? `${head}\n\n${note}` : head, standards };
}
