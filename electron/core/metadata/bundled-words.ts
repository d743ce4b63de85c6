import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resourceFolder } from '../../files/resources.ts';
import { type Gazetteer, readGazetteer } from './gazetteer.ts';
import { readVocabulary, type Vocabulary } from './vocabulary.ts';

/** The vocabulary that comes with the application, in the order of its files' names; empty if it is not there. */
export function bundledVocabulary(): Vocabulary {
  const folder = resourceFolder('vocabulary');
  if (folder === null) return readVocabulary([]);
  const names = readdirSync(folder).filter((name) => name.endsWith('.txt'));
  return readVocabulary(names.sort().map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') })));
}

/** Family and given names of West, Central and North Africa that captions have; none if they are not there. */
export function bundledNames(): string[] {
  const folder = resourceFolder('dictionaries');
  if (folder === null) return [];
  const lines = readFileSync(join(folder, 'names.txt'), 'utf8').split(/\r?\n/);
  return lines.flatMap((line) => (line.startsWith('#') ? [] : line.split(/[\s;]+/))).filter((name) => name !== '');
}

/** The cities that come with the application; none if they are not there. */
export function bundledGazetteer(): Gazetteer {
  const folder = resourceFolder('gazetteer');
  return readGazetteer(folder === null ? '' : readFileSync(join(folder, 'cities.tsv'), 'utf8'));
}
