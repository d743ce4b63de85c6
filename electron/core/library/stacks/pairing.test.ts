import fc from 'fast-check';
import { expect, test } from 'vitest';
import { photoId } from '../../../../shared/domain/ids.ts';
import { format } from '../../../../shared/domain/photo.ts';
import { type Candidate, groupsOf, inFaceOrder, pairingKeyOf, rootsOf, stemOf } from './pairing.ts';

const MOMENT = { captureDate: '2026-10-03T08:15:42', camera: 'Canon EOS R6' };
let nextId = 1;
const file = (name: string, sketch: Partial<Candidate> = {}): Candidate => {
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  const known = format.safeParse(extension);
  const read = ['nef', 'cr2', 'cr3', 'dng', 'arw'].includes(extension) ? 'raw' : extension === 'tif' ? 'tiff' : 'jpeg';
  return {
    id: photoId.parse(nextId++),
    stem: stemOf(name),
    format: known.success ? known.data : read,
    ...MOMENT,
    ...sketch,
  };
};
const sizes = (...files: Candidate[]) =>
  groupsOf(files)
    .map((group) => group.length)
    .sort((a, b) => b - a);

test.each([
  ['DSC0001-Edit', 'dsc0001'],
  ['DSC0001-edited', 'dsc0001'],
  ['DSC0001_edited', 'dsc0001'],
  ['DSC0001 (1)', 'dsc0001'],
  ['DSC0001(2)', 'dsc0001'],
  ['DSC0001-2', 'dsc0001'],
  ['IMG_1234_01', 'img_1234'],
  ['IMG_1234-Edit-3', 'img_1234'],
  ['IMG_1234-Enhanced-NR', 'img_1234'],
  ['IMG_1234_DxO_DeepPRIME', 'img_1234'],
  ['IMG_1234 - Copie', 'img_1234'],
  ['IMG_1234 copy 2', 'img_1234'],
  ['IMG_1234-modifiée', 'img_1234'],
  ['IMG_E1234', 'img_1234'],
  ['IMG_1234', 'img_1234'],
  ['DSC_0001', 'dsc_0001'],
  ['20261003_081542', '20261003_081542'],
  ['Crédit', 'crédit'],
])('%s is a version of %s', (name, root) => {
  expect(rootsOf(stemOf(`${name}.jpg`)).at(-1)).toBe(root);
});

test('the key of a file is that of its folder and what is left of its name', () => {
  expect(pairingKeyOf('/p/DSC0001.NEF')).toBe(pairingKeyOf('/p/dsc0001-Edit.jpg'));
  expect(pairingKeyOf('/p/DSC0001.NEF')).not.toBe(pairingKeyOf('/q/DSC0001.NEF'));
  expect(pairingKeyOf('/p/DSC0001.NEF')).not.toBe(pairingKeyOf('/p/DSC0002.NEF'));
  expect(Number.isSafeInteger(pairingKeyOf('/p/x.jpg'))).toBe(true);
});

test('a RAW and the JPEG or HEIC of its name are one photo, whatever they say of themselves', () => {
  expect(sizes(file('DSC0001.NEF'), file('dsc0001.JPG', { captureDate: null, camera: null }))).toEqual([2]);
  expect(sizes(file('DSC0001.NEF'), file('DSC0001.heic'))).toEqual([2]);
});

test('two files of one name without a RAW are two photos', () => {
  expect(sizes(file('a.jpg'), file('a.png'))).toEqual([1, 1]);
});

test('a version joins only what was taken in its second by its camera', () => {
  const raw = file('DSC0001.NEF');
  const jpeg = file('DSC0001.JPG');
  expect(sizes(raw, jpeg, file('DSC0001-Edit.tif'), file('DSC0001_01.jpg'))).toEqual([4]);
  expect(sizes(raw, jpeg, file('DSC0001-Edit.jpg', { captureDate: '2026-10-03T08:15:43' }))).toEqual([2, 1]);
  expect(sizes(raw, jpeg, file('DSC0001-Edit.jpg', { camera: 'NIKON D850' }))).toEqual([2, 1]);
  expect(sizes(raw, jpeg, file('DSC0001-Edit.jpg', { captureDate: null, camera: null }))).toEqual([2, 1]);
});

test('shots that are only numbered alike stay apart', () => {
  expect(sizes(file('Mariage-1.jpg'), file('Mariage-2.jpg'))).toEqual([1, 1]);
  expect(sizes(file('A.NEF'), file('A.JPG'), file('A-2.NEF'), file('A-2.JPG'))).toEqual([2, 2]);
});

test('an edited JPEG shows before the camera’s, that before a RAW; what was sent before all, what is gone last', () => {
  const member = (fileName: string, sketch = {}) => ({
    ...file(fileName),
    fileName,
    missing: false,
    delivered: false,
    ...sketch,
  });
  const names = (...members: ReturnType<typeof member>[]) => inFaceOrder(members).map(({ fileName }) => fileName);
  expect(
    names(member('a.nef'), member('a.jpg'), member('a-Edit.tif'), member('a-Edit-2.jpg'), member('a-Edit.jpg')),
  ).toEqual(['a-Edit-2.jpg', 'a-Edit.jpg', 'a.jpg', 'a-Edit.tif', 'a.nef']);
  expect(names(member('a-Edit.jpg'), member('a.jpg', { delivered: true }))[0]).toBe('a.jpg');
  expect(names(member('a-Edit.jpg', { missing: true }), member('a.nef'))[0]).toBe('a.nef');
});

test('groups and their faces do not depend on the order of the files', () => {
  const name = fc
    .tuple(
      fc.constantFrom('A', 'a', 'A-1', 'B_02'),
      fc.constantFrom('', '-Edit', ' (1)', '-2', '_01', '-Edit-2'),
      fc.constantFrom('.NEF', '.jpg', '.JPG', '.heic', '.tif'),
    )
    .map((parts) => parts.join(''));
  const some = fc
    .array(fc.tuple(name, fc.constantFrom('2026-10-03T08:15:42', '2026-10-03T08:15:43', null)), { maxLength: 9 })
    .map((drafts) => drafts.map(([drafted, captureDate]) => file(drafted, { captureDate })));
  fc.assert(
    fc.property(
      some.chain((files) =>
        fc.tuple(fc.constant(files), fc.shuffledSubarray(files, { minLength: files.length, maxLength: files.length })),
      ),
      ([files, shuffled]) => {
        const told = (candidates: readonly Candidate[]) => groupsOf(candidates).map(String).sort();
        expect(told(shuffled)).toEqual(told(files));
      },
    ),
    { numRuns: 500, seed: 20_261_121 },
  );
});
