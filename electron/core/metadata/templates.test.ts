import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readTemplates, type Template } from '../../../shared/domain/template.ts';
import { type TestCatalogue, testCatalogue } from '../../../tests/support/catalogue.ts';
import { createTemplates } from './templates.service.ts';

let catalogue: TestCatalogue;
let other: TestCatalogue;
beforeEach(() => {
  catalogue = testCatalogue();
  other = testCatalogue();
});
afterEach(() => {
  catalogue.close();
  other.close();
});

const wedding: Template = {
  name: 'Mariage',
  values: { caption: 'Mariage à {place}, {date:long}', keywords: ['mariage', 'fête'], priceStandard: 5000 },
  keywords: 'add',
  onlyEmpty: false,
};

describe('templates', () => {
  test('are kept by name, and saving one again replaces it', () => {
    const templates = createTemplates(catalogue.context);
    templates.save({ ...wedding, name: 'Tissage' });
    templates.save(wedding);
    templates.save({ ...wedding, name: 'mariage', onlyEmpty: true });
    expect(createTemplates(catalogue.context).list()).toEqual([
      { ...wedding, name: 'mariage', onlyEmpty: true },
      { ...wedding, name: 'Tissage' },
    ]);
  });

  test('are renamed and removed, and one that is not there says so', () => {
    const templates = createTemplates(catalogue.context);
    templates.save(wedding);
    templates.save({ ...wedding, name: 'Fête' });
    expect(templates.rename('Fête', 'Mariage').map((one) => one.name)).toEqual(['Mariage', 'Mariage (2)']);
    expect(templates.remove('Mariage (2)').map((one) => one.name)).toEqual(['Mariage']);
    expect(() => templates.find('Baptême')).toThrow(expect.objectContaining({ code: 'template-unknown' }));
  });

  test('are not kept with a variable that does not exist', () => {
    const templates = createTemplates(catalogue.context);
    expect(() => templates.save({ ...wedding, values: { title: '{ville}' } })).toThrow(
      expect.objectContaining({ code: 'pattern-invalid' }),
    );
  });

  test('travel in a file, come once however often it is read, and never replace others of the same name', () => {
    const [here, there] = [createTemplates(catalogue.context), createTemplates(other.context)];
    here.save(wedding);
    there.save({ ...wedding, values: { title: 'Autre' } });
    const text = here.text();
    expect(readTemplates(text)).toEqual([wedding]);
    expect(there.take(text)).toEqual({ added: ['Mariage (2)'], known: 0 });
    expect(there.take(text)).toEqual({ added: [], known: 1 });
    expect(there.find('Mariage').values).toEqual({ title: 'Autre' });
  });

  test('are not read from a file of something else or of a later version', () => {
    const templates = createTemplates(catalogue.context);
    for (const text of ['', '{}', '[1]', templates.text().replace('"version": 1', '"version": 2')])
      expect(() => templates.take(text)).toThrow(expect.objectContaining({ code: 'templates-unreadable' }));
  });
});
