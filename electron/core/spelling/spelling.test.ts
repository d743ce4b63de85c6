import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testCatalogue } from '../../../tests/support/catalogue.ts';
import { createHunspellSpelling } from '../../adapters/spelling/hunspell-spelling.ts';
import { contractImplementer } from '../contract.ts';
import { createPhotos } from '../library/photos/photos.service.ts';
import { createWords } from '../metadata/words.service.ts';
import { createSettings } from '../settings/settings.ts';
import { createSpelling } from './spelling.service.ts';

const hunspell = createHunspellSpelling();
const catalogue = testCatalogue({ ports: { spelling: hunspell } });
const { context } = catalogue;
const settings = createSettings(context);
const library = createPhotos(context);

function open() {
  const spelling = createSpelling(context, { library, words: createWords(context, { library }), settings });
  return createRouterClient(spelling.router(contractImplementer(context.log))).spelling;
}

const studio = open();
const doubtful = async (text: string, more: { beside?: string; names?: string[] } = {}) =>
  (await studio.check({ text, ...more })).map(({ word }) => word);

beforeAll(async () => {
  // The dictionaries are loaded, and the bundled words held against them, once.
  await studio.check({ text: 'Bonjour' });
}, 120_000);
afterAll(async () => {
  await hunspell.close();
  catalogue.close();
});

describe('spelling', () => {
  it('finds the words that are wrong, and where they stand', async () => {
    const text = 'Une vendeusse de mangues au marchee de Réo';
    const found = await studio.check({ text });
    expect(found.map(({ word }) => word)).toEqual(['vendeusse', 'marchee']);
    expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(['vendeusse', 'marchee']);
    expect(found[0]?.languages).toEqual(['fr']);
  });

  it('takes elisions, both apostrophes, ligatures and the hyphen as French has them', async () => {
    expect(await doubtful("L’œuvre d'aujourd'hui jusqu’à l’arc-en-ciel : c’est qu’elle n’a rien dit")).toEqual([]);
    expect(await doubtful('Le coeur de l’hommme')).toEqual(['coeur', 'hommme']);
    expect(await doubtful('L’e\u0301cole du village')).toEqual([]);
  });

  it('holds each text against its own language, and against both where it does not tell', async () => {
    expect(await doubtful('The women are selling their baskets at the market')).toEqual([]);
    expect(await doubtful('The colour of the color is beatiful')).toEqual(['beatiful']);
    expect(await doubtful('La femme du market')).toEqual(['market']);
    expect(await doubtful('Sunset')).toEqual([]);
    expect(await doubtful('Sunset', { beside: 'La plage au coucher du soleil' })).toEqual(['Sunset']);
  });

  it('counts the bundled vocabulary as right, its plurals and African cities and names too', async () => {
    expect(
      await doubtful('Deux zémidjans devant l’attiéké, le bogolan et les faso danfani des femmes peules de Koudougou'),
    ).toEqual([]);
    expect(await doubtful('Aminata Ouédraogo portant du danfani à Bobo-Dioulasso')).toEqual([]);
    expect(await doubtful('The zemidjan drivers of Cotonou and the griot at the Fespaco')).toEqual([]);
    // Wrong in the language of the text, though the vocabulary has it in the other.
    expect(await doubtful('La femme avec ses fabrics')).toEqual(['fabrics']);
  });

  it('does not doubt what the photo’s place and keywords say', async () => {
    const text = 'La fête du Kounkouré à Zorblé';
    expect(await doubtful(text)).toEqual(['Kounkouré', 'Zorblé']);
    expect(await doubtful(text, { names: ['Zorblé, Burkina Faso', 'kounkouré'] })).toEqual([]);
  });

  it('proposes what may be meant: her own and the bundled words first, with the capital that was there', async () => {
    expect((await studio.suggest({ word: 'attieke', languages: ['fr'] }))[0]).toBe('attiéké');
    expect((await studio.suggest({ word: 'Ouagadogou', languages: ['fr'] }))[0]).toBe('Ouagadougou');
    expect(await studio.suggest({ word: 'coeur', languages: ['fr'] })).toContain('cœur');
    expect(await studio.suggest({ word: 'Traditionel', languages: ['fr', 'en'] })).toEqual(
      expect.arrayContaining(['Traditionnel', 'Traditional']),
    );
  });

  it('learns her own words for good, in any form; what she ignores is right until the studio is closed', async () => {
    expect(await doubtful('La danse du zoumbri et des Gambiri')).toEqual(['zoumbri', 'Gambiri']);
    expect(await studio.add({ word: 'zoumbri' })).toEqual(['zoumbri']);
    await studio.ignore({ word: 'Gambiri' });
    expect(await doubtful('Zoumbri : la danse des zoumbris et des Gambiri')).toEqual([]);
    const afterRestart = open();
    expect((await afterRestart.check({ text: 'Le zoumbri des Gambiri' })).map(({ word }) => word)).toEqual(['Gambiri']);
    expect(await studio.remove({ word: 'zoumbri' })).toEqual([]);
    expect(await doubtful('Le zoumbri')).toEqual(['zoumbri']);
  });

  it('follows the language she chose, and is silent where she wants none', async () => {
    settings.set({ spelling: 'en' });
    expect(await doubtful('La vendeuse')).toEqual(['vendeuse']);
    settings.set({ spelling: 'off' });
    expect(await doubtful('La vendeusse')).toEqual([]);
    settings.set({ spelling: 'both' });
  });

  it('tells the doubtful words of many photos, the most frequent first, and who has them', async () => {
    const text = 'Une vendeusse de mangues';
    const ids = [
      catalogue.addPhoto({ title: text, caption: 'La vendeusse sourit' }),
      catalogue.addPhoto({ title: text, caption: 'Au marchee de Sorgolo' }),
      catalogue.addPhoto({ title: 'Au marchee de Sorgolo', place: 'Sorgolo' }),
      catalogue.addPhoto({ title: 'Une vendeuse de mangues' }),
      catalogue.addPhoto({ title: 'La vendeusse' }),
      catalogue.addPhoto({}),
    ];
    const all = { selection: { ids } };
    const told = await studio.overview({ ...all, examples: 2 });
    expect(told).toMatchObject({ photos: 6, doubtful: 4, more: 0 });
    expect(told.words.map(({ word, photos }) => [word, photos])).toEqual([
      ['vendeusse', 3],
      ['marchee', 2],
      ['Sorgolo', 1],
    ]);
    expect(told.words[0]?.examples).toEqual([ids[0], ids[1]]);
    expect(await studio.photos({ ...all, word: 'marchee' })).toEqual([ids[1], ids[2]]);
    expect(await studio.photos(all)).toEqual([ids[0], ids[1], ids[2], ids[4]]);
    expect(await studio.overview({ ...all, limit: 1 })).toMatchObject({ more: 2 });
  });
});

describe('the dictionaries', () => {
  it('leave memory some time after the last question, and come back with the next', async () => {
    const spelling = createHunspellSpelling({ idleMs: 1 });
    expect(spelling.isAwake).toBe(false);
    expect(await spelling.unknown(['marché', 'marchee'], 'fr')).toEqual(['marchee']);
    await expect.poll(() => spelling.isAwake, { timeout: 60_000 }).toBe(false);
    expect(await spelling.unknown(['market', 'markett', 'colour', 'color'], 'en')).toEqual(['markett']);
    await spelling.close();
    await expect(spelling.unknown(['a'], 'fr')).rejects.toThrow('closed');
  }, 120_000);
});
