import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PhotoSelection } from '../../../shared/contract/library.contract.ts';
import { readRights, rightsOver, withRights, writeRights } from '../../../shared/domain/photo-rights.ts';
import { readTemplates, type Template, templateEdit, writeTemplates } from '../../../shared/domain/template.ts';
import { type TestCatalogue, testCatalogue } from '../../../tests/support/catalogue.ts';
import { createPhotos } from '../library/photos/photos.service.ts';
import { readinessOf } from '../library/review/ready-for-delivery.ts';
import { createReview } from '../library/review/review.service.ts';
import { createPhotoRights } from './photo-rights.ts';
import { createWording } from './wording.service.ts';

let catalogue: TestCatalogue;
beforeEach(() => {
  catalogue = testCatalogue();
});
afterEach(() => catalogue.close());

function studio() {
  const photos = createPhotos(catalogue.context);
  const review = createReview(catalogue.context);
  const resolve = (selection: PhotoSelection) => photos.resolve(selection);
  return {
    review,
    rights: createPhotoRights(catalogue.context, { library: { resolve, changeRights: review.changeRights } }),
  };
}

test('rights of many photos are one edit, which is taken back and done again; where they differ is told', () => {
  const { review, rights } = studio();
  const ids = [catalogue.addPhoto(), catalogue.addPhoto(), catalogue.addPhoto()];
  expect(rights.of({ ids })).toEqual({ photos: 3, rights: {}, mixed: [] });
  expect(rights.set({ ids: ids.slice(0, 2) }, { creator: ' Awa Traoré ', modelRelease: 'unlimited' })).toEqual({
    updated: 2,
  });
  expect(rights.set({ ids }, { copyright: '© Studio Awa' })).toEqual({ updated: 3 });
  expect(rights.of({ ids })).toEqual({
    photos: 3,
    rights: { copyright: '© Studio Awa' },
    mixed: ['creator', 'modelRelease'],
  });
  expect(rights.of({ ids: ids.slice(0, 2) }).rights).toEqual({
    creator: 'Awa Traoré',
    copyright: '© Studio Awa',
    modelRelease: 'unlimited',
  });
  expect(rights.set({ ids }, { copyright: '© Studio Awa' })).toEqual({ updated: 0 });
  expect(review.undo()).toMatchObject({ undone: 'set-rights', photos: 3 });
  expect(review.undo()).toMatchObject({ undone: 'set-rights', photos: 2 });
  expect(rights.of({ ids })).toEqual({ photos: 3, rights: {}, mixed: [] });
  expect(review.redo()).toMatchObject({ redone: 'set-rights', photos: 2 });
  expect(rights.set({ ids }, { creator: null })).toEqual({ updated: 2 });
  expect(rights.of({ ids })).toMatchObject({ mixed: ['modelRelease'] });
});

test('a photo goes to be sent with its own rights over those of her identity', () => {
  const { rights } = studio();
  const folder = catalogue.addFolder('/p');
  const sketch = { review: 'approved', rule_errors: 0, file: { folder, path: '/p/a.jpg' } } as const;
  const id = catalogue.addPhoto({
    ...sketch,
    title: 'Marché de nuit',
    keywords: ['un', 'deux', 'trois'],
    category_id: 'c',
    price_standard: 500,
    price_extended: 1000,
  });
  rights.set({ ids: [id] }, { credit: 'Agence du Sahel', dataMining: 'allowed' });
  const [ready] = readinessOf(catalogue.context, [id]).ready;
  const identity = { creator: 'Awa', copyright: '© Awa', credit: 'Awa', usageTerms: '', noAiTraining: true };
  expect(rightsOver(identity, ready?.rights ?? {})).toEqual({
    creator: 'Awa',
    copyright: '© Awa',
    credit: 'Agence du Sahel',
    dataMining: 'allowed',
  });
  expect(rightsOver(identity, {})).toEqual({ creator: 'Awa', copyright: '© Awa', credit: 'Awa', noAiTraining: true });
});

test('rights are kept as one text whatever the order in which they were said, and nothing where nothing is said', () => {
  expect(writeRights({ credit: 'b', creator: 'a' })).toBe(writeRights({ creator: 'a', credit: 'b ' }));
  expect(writeRights({ creator: '  ' })).toBeNull();
  expect(readRights('{"creator":"a","modelRelease":"of a later version"}')).toEqual({});
  expect(withRights({ creator: 'a', credit: 'b' }, { creator: null, usageTerms: 'c' })).toEqual({
    credit: 'b',
    usageTerms: 'c',
  });
});

test('a template of rights is given to photos with its words as one step, and travels as a file', async () => {
  const { review, rights } = studio();
  const ids = [catalogue.addPhoto({ title: 'Un' }), catalogue.addPhoto({ title: 'Deux' })];
  rights.set({ ids: ids.slice(0, 1) }, { creator: 'Awa' });
  const wording = createWording(catalogue.context, {
    library: { resolve: (selection) => ('ids' in selection ? selection.ids : []), rewordAll: review.rewordAll },
  });
  const template: Template = {
    name: 'Agence',
    values: { place: 'Bobo-Dioulasso' },
    keywords: 'add',
    onlyEmpty: true,
    rights: { creator: 'Agence du Sahel', modelRelease: 'unlimited' },
  };
  const [carried] = readTemplates(writeTemplates([template])) ?? [];
  expect(carried).toEqual(template);
  const edit = templateEdit(template, 'fr');
  expect(await wording.preview({ ids }, { ...edit, values: {} }, 5)).toMatchObject({
    photos: 2,
    changed: 2,
    examples: [],
  });
  expect(wording.apply({ ids }, edit, 'apply-template')).toMatchObject({ updated: 2 });
  expect(rights.of({ ids: ids.slice(0, 1) }).rights).toEqual({ creator: 'Awa', modelRelease: 'unlimited' });
  expect(rights.of({ ids: ids.slice(1) }).rights).toEqual({ creator: 'Agence du Sahel', modelRelease: 'unlimited' });
  expect(review.undo()).toMatchObject({ undone: 'apply-template', photos: 2 });
  expect(rights.of({ ids })).toMatchObject({ rights: {}, mixed: ['creator'] });
});
