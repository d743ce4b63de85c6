import { dirname } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import { workedMs } from '../../../tests/bench/bench.ts';
import { type TestCatalogue, testCatalogue } from '../../../tests/support/catalogue.ts';
import { contractImplementer } from '../contract.ts';
import { createLibrary } from '../library/library.ts';
import { createWords } from './words.service.ts';

let catalogue: TestCatalogue;
beforeEach(() => {
  catalogue = testCatalogue();
});
afterEach(() => catalogue.close());

function wordsOf({ context }: TestCatalogue) {
  const library = createLibrary(context);
  return createRouterClient(createWords(context, { library }).router(contractImplementer(context.log))).words;
}

/** Notes the folders files lie in, as the ingest does. */
function noteFolders({ db }: TestCatalogue): void {
  for (const { id, path } of db.all(db.sql.selectFrom('files').select(['id', 'path'])))
    db.run(
      db.sql
        .updateTable('files')
        .set({ directory: dirname(path) })
        .where('id', '=', id),
    );
}

/** What is proposed for a text in French. */
async function proposed(text: string, language: 'fr' | 'en' = 'fr'): Promise<string[]> {
  return (await wordsOf(catalogue).suggest({ text, language })).map((suggestion) => suggestion.keyword);
}

describe('keywords while she types', () => {
  it('begin with what was typed, in either language, without accents and hyphens mattering', async () => {
    expect((await proposed('zemid'))[0]).toBe('zémidjan');
    expect((await proposed('bush taxi'))[0]).toBe('taxi-brousse');
    expect((await proposed('taxi b'))[0]).toBe('taxi-brousse');
    expect((await proposed('ivoire')).slice(0, 2)).toContain('Côte d’Ivoire');
    expect((await proposed("Côte d'iv", 'en'))[0]).toBe('Ivory Coast');
    expect(await proposed('émidjan')).toEqual([]);
    expect(await proposed('   ')).toEqual([]);
    // A subject before a word that is merely shorter.
    expect((await proposed('mar')).slice(0, 2)).toContain('marché');
  });

  it('come with their translation and the wider word', async () => {
    const [first] = await wordsOf(catalogue).suggest({ text: 'faso danf', language: 'fr' });
    expect(first).toEqual({ keyword: 'faso danfani', translation: 'Faso Dan Fani', broader: 'étoffes', uses: 0 });
    const [market] = await wordsOf(catalogue).suggest({ text: 'marché', language: 'fr' });
    expect(market).toMatchObject({ keyword: 'marché', translation: 'market' });
  });

  it('are her own most used first, as she writes them, also those of no vocabulary', async () => {
    for (let photo = 0; photo < 3; photo += 1) catalogue.addPhoto({ keywords: ['Marché de Toéssin'] });
    catalogue.addPhoto({ keywords: ['marché flottant', 'Mariam'] });
    const suggestions = await wordsOf(catalogue).suggest({ text: 'mar', language: 'fr' });
    expect(suggestions[0]).toMatchObject({ keyword: 'Marché de Toéssin', uses: 3 });
    expect(
      suggestions
        .slice(1, 3)
        .map(({ keyword }) => keyword)
        .sort(),
    ).toEqual(['Mariam', 'marché flottant']);
    expect(suggestions.filter(({ uses }) => uses === 1).map(({ keyword }) => keyword)).toContain('marché flottant');
    expect(suggestions.filter(({ keyword }) => keyword === 'marché flottant')).toHaveLength(1);
  });

  it('count what changed since the last time', async () => {
    const words = wordsOf(catalogue);
    const uses = async () => (await words.suggest({ text: 'harmattan', language: 'fr' }))[0]?.uses;
    expect(await uses()).toBe(0);
    catalogue.addPhoto({ keywords: ['Harmattan'] });
    expect(await uses()).toBe(1);
  });

  it('answer within 16 ms with the whole vocabulary and ten thousand keywords of her own', async () => {
    for (let photo = 0; photo < 1_000; photo += 1)
      catalogue.addPhoto({
        keywords: Array.from({ length: 10 }, (_, index) => `mot ${String(photo)} ${String(index)}`),
      });
    const words = wordsOf(catalogue);
    await words.suggest({ text: 'm', language: 'fr' });
    const ASKS = 12;
    const took: number[] = [];
    for (const text of ['m', 'ma', 'mar', 'mot 5', 'femme', 'o', 'ouaga', 'zzz', 'côte d', 'b']) {
      // Work of the processor, which is counted in coarse steps: many, and their mean.
      const before = workedMs();
      for (let ask = 0; ask < ASKS; ask += 1) await words.suggest({ text, language: 'fr' });
      took.push((workedMs() - before) / ASKS);
    }
    const slowest = Math.max(...took);
    console.log(`suggest: slowest of ${String(took.length)} ${slowest.toFixed(1)} ms`);
    expect(slowest).toBeLessThan(16);
  });
});

describe('keywords that fit', () => {
  const related = async (...ids: PhotoId[]) => wordsOf(catalogue).related({ selection: { ids }, language: 'fr' });

  it('are those of photos of the same day and of the same folder, most frequent first, without what is there already', async () => {
    const folder = catalogue.addFolder('/photos');
    const at = (name: string) => ({ folder, path: `/photos/2026/${name}` });
    catalogue.addPhoto({ keywords: ['mil', 'récolte', 'soir'], capture_date: '2026-11-03T08:00:00' });
    catalogue.addPhoto({ keywords: ['mil', 'récolte'], capture_date: '2026-11-03T08:05:00' });
    catalogue.addPhoto({ keywords: ['neige'], capture_date: '2026-11-09T08:00:00' });
    catalogue.addPhoto({ keywords: ['mil', 'atelier'], file: at('a.jpg') });
    const photo = catalogue.addPhoto({ keywords: ['Récolte'], capture_date: '2026-11-03T08:10:00', file: at('b.jpg') });
    noteFolders(catalogue);
    const found = await related(photo);
    expect(found.filter(({ from }) => from === 'similar').map(({ keyword }) => keyword)).toEqual(
      expect.arrayContaining(['mil', 'soir', 'atelier']),
    );
    expect(found[0]).toEqual({ keyword: 'mil', from: 'similar' });
    expect(found.map(({ keyword }) => keyword)).not.toContain('récolte');
    expect(found.map(({ keyword }) => keyword)).not.toContain('neige');
  });

  it('come from the names of folders, the place and wider words', async () => {
    const folder = catalogue.addFolder('/photos');
    const photo = catalogue.addPhoto({
      keywords: ['bogolan'],
      place: 'Ségou',
      file: { folder, path: '/photos/2026-02 Mariage traditionnel Koudougou/a.jpg' },
    });
    noteFolders(catalogue);
    const found = await related(photo);
    expect(found).toContainEqual({ keyword: 'Ségou', from: 'place' });
    expect(found).toContainEqual({ keyword: 'Mali', from: 'place' });
    expect(found).toContainEqual({ keyword: 'mariage traditionnel', from: 'folder' });
    expect(found).toContainEqual({ keyword: 'Koudougou', from: 'folder' });
    expect(found).toContainEqual({ keyword: 'étoffes', from: 'broader' });
  });

  it('name the city and the country of a GPS position', async () => {
    const photo = catalogue.addPhoto({ latitude: 12.37, longitude: -1.52 });
    expect(await related(photo)).toEqual([
      { keyword: 'Ouagadougou', from: 'place' },
      { keyword: 'Burkina Faso', from: 'place' },
    ]);
  });
});

describe('the name of a place', () => {
  it('is that of the city where the photos were taken; those without a position do not count', async () => {
    const ids = [
      catalogue.addPhoto({ latitude: 12.37, longitude: -1.52 }),
      catalogue.addPhoto({ latitude: 12.35, longitude: -1.5 }),
      catalogue.addPhoto(),
    ];
    const words = wordsOf(catalogue);
    expect(await words.place({ selection: { ids }, language: 'fr' })).toEqual({
      place: 'Ouagadougou, Burkina Faso',
      photos: 2,
    });
    expect(await words.place({ selection: { ids: [catalogue.addPhoto()] }, language: 'fr' })).toBeNull();
  });
});
