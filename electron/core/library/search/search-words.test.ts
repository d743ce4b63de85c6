import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PhotoId } from '../../../../shared/domain/ids.ts';
import { type TestCatalogue, testCatalogue } from '../../../../tests/support/catalogue.ts';
import { createPhotos, type PhotosService } from '../photos/photos.service.ts';
import { parseSearch } from './search-words.ts';

describe('what she types', () => {
  test('asks for every word, the last of which may be just begun', () => {
    expect(parseSearch('marché de ou')).toEqual({ match: '"marché" AND "de" AND "ou"*', without: null });
  });
  test('may hold a phrase in straight, French or unfinished quotes', () => {
    expect(parseSearch('"grand marché" fête').match).toBe('"grand marché" AND "fête"*');
    expect(parseSearch('«grand marché»').match).toBe('"grand marché"');
    expect(parseSearch('"grand mar').match).toBe('"grand mar"');
  });
  test('excludes what follows a minus', () => {
    expect(parseSearch('marché -nuit -"deux mots"')).toEqual({ match: '"marché"', without: '"nuit" OR "deux mots"' });
  });
  test('asks for nothing when there is no letter or digit', () => {
    expect(parseSearch(' -- " * ( ) \u0000 : ^')).toEqual({ match: null, without: null });
  });
});

describe('the search', () => {
  let catalogue: TestCatalogue;
  let photos: PhotosService;
  let soeur: PhotoId;
  let market: PhotoId;
  let named: PhotoId;

  beforeAll(() => {
    catalogue = testCatalogue();
    photos = createPhotos(catalogue.context);
    const folder = catalogue.addFolder('/home/awa/Mariage Fatou');
    soeur = catalogue.addPhoto({ title: 'Ma sœur à l’été', keywords: ['œuf', 'curriculum vitæ'] });
    market = catalogue.addPhoto({ title: 'Marché', caption: 'le grand marché de nuit', camera: 'Canon EOS R6' });
    named = catalogue.addPhoto({
      file_name: 'IMG_4711.JPG',
      file: { folder, path: '/home/awa/Mariage Fatou/Cérémonie/IMG_4711.JPG' },
    });
  });
  afterAll(() => catalogue.close());

  const found = (text: string) => photos.ids({ text }, { sort: 'captured', direction: 'asc' });

  test.each([
    ['soeur', 'soeur'],
    ['SŒUR', 'soeur'],
    ['ete', 'soeur'],
    ["l'été", 'soeur'],
    ['oeuf vitae', 'soeur'],
    ['marche', 'market'],
    ['mar nui', 'none'],
    ['"grand marche" nui', 'market'],
    ['"marche grand"', 'none'],
    ['canon r6', 'market'],
    ['4711', 'named'],
    ['img_47', 'named'],
    ['ceremonie', 'named'],
    ['mariage fat', 'named'],
    ['awa', 'none'],
    ['marche -nuit', 'none'],
    ['-nuit -soeur', 'named'],
  ])('for %s finds %s', (text, expected) => {
    const ids = { soeur: [soeur], market: [market], named: [named], none: [] as PhotoId[] };
    expect(found(text)).toEqual(ids[expected as keyof typeof ids]);
  });

  describe('in the words people write', () => {
    const sketches = {
      water: { title: 'L’eau du puits', caption: "L'aube d'hier" },
      numbered: { file_name: 'DSC_1234.NEF' },
      joined: { file_name: 'mariage-fatou-0042.jpg', place: 'Bobo-Dioulasso' },
      arabic: { title: 'سوق النيجر', caption: 'مَدْرَسَة' },
      nko: { title: 'ߒߞߏ ߞߊ߲', keywords: ['ߓߊߡߊߞߐ߫'] },
      vai: { title: 'Ɛsɛ ɲuman', caption: 'ŋaniya' },
      amharic: { title: 'አዲስ አበባ' },
      decomposed: { title: 'Ce\u0301re\u0301monie' },
      sharp: { camera: 'Canon EOS-1D X', lens: 'EF 24-70mm f/2.8L' },
    };
    const ids = new Map<PhotoId, string>();
    beforeAll(() => {
      for (const [name, sketch] of Object.entries(sketches)) ids.set(catalogue.addPhoto(sketch), name);
    });
    afterAll(() => {
      for (const id of ids.keys()) catalogue.db.run(catalogue.db.sql.deleteFrom('photos').where('id', '=', id));
    });

    test.each([
      ["l'eau", ['water']],
      ['l’eau', ['water']],
      ['eau', ['water']],
      ["d'hier", ['water']],
      ['"eau du puits"', ['water']],
      ['1234', ['numbered']],
      ['dsc_1234', ['numbered']],
      ['DSC 12', ['numbered']],
      ['dsc1234', []],
      ['fatou 0042', ['joined']],
      ['mariage-fatou', ['joined']],
      ['bobo-diou', ['joined']],
      ['dioulasso', ['joined']],
      ['سوق', ['arabic']],
      ['النيج', ['arabic']],
      ['مَدْرَسَة', ['arabic']],
      ['مدرسة', ['arabic']],
      ['مدر', ['arabic']],
      ['مَدرسة', ['arabic']],
      ['سُوق', ['arabic']],
      ['ســوق', ['arabic']],
      ['ߓߊߡߊߞߐ', ['nko']],
      ['ߓߊ߬ߡߊ߬ߞߐ', ['nko']],
      ['ߒߞߏ', ['nko']],
      ['ߓߊ', ['nko']],
      ['ɛsɛ', ['vai']],
      ['Ŋani', ['vai']],
      ['አበባ', ['amharic']],
      ['cérémonie', ['decomposed']],
      ['ceremonie', ['decomposed']],
      ['eos-1d', ['sharp']],
      ['f/2.8', ['sharp']],
      ['24-70', ['sharp']],
    ])('%s finds %j', (text, expected) => {
      expect(found(text).flatMap((id) => ids.get(id) ?? [])).toEqual(expected);
    });

    test('one letter is a beginning like any other', () => {
      expect(found('p').flatMap((id) => ids.get(id) ?? [])).toEqual(['water']);
      expect(found('ߒ').flatMap((id) => ids.get(id) ?? [])).toEqual(['nko']);
    });
  });

  test('follows a file that moves to another folder, and a photo that is forgotten', () => {
    const folder = catalogue.addFolder('/home/awa/Baptême');
    const id = catalogue.addPhoto({ file: { folder, path: '/home/awa/Baptême/Brut/a.jpg' } });
    expect(found('brut')).toEqual([id]);
    catalogue.db.run(
      catalogue.db.sql.updateTable('files').set({ path: '/home/awa/Baptême/Choix/a.jpg' }).where('photo_id', '=', id),
    );
    expect(found('brut')).toEqual([]);
    expect(found('choix')).toEqual([id]);
    catalogue.db.run(catalogue.db.sql.updateTable('photos').set({ sort_at: 5_000 }).where('id', '=', id));
    expect(found('choix')).toEqual([id]);
    catalogue.db.run(catalogue.db.sql.deleteFrom('photos').where('id', '=', id));
    expect(found('choix')).toEqual([]);
  });

  test('is never an error, whatever is typed, and counts what it finds', () => {
    const hostile = fc.string({
      unit: fc.oneof(
        fc.constantFrom(
          '"',
          "'",
          '*',
          '-',
          '(',
          ')',
          ':',
          '^',
          '+',
          '{',
          '}',
          ' AND ',
          ' OR ',
          ' NOT ',
          'NEAR(',
          '\u0000',
          '«',
          'œ',
          'é',
          'ma',
          ' ',
        ),
        fc.string({ unit: 'binary', minLength: 1, maxLength: 3 }),
      ),
      maxLength: 40,
    });
    fc.assert(
      fc.property(hostile, (text) => {
        expect(photos.counts({ text }).total).toBe(found(text).length);
      }),
      { numRuns: 500 },
    );
  });
});
