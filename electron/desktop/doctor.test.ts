import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { createElectronDouble } from '../../tests/support/electron-double.ts';
import { desktopFolder, startedDesktop } from '../../tests/support/started-desktop.ts';
import { asksForDoctor } from './doctor.ts';

let folder: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, remove } = desktopFolder());
});
afterEach(() => remove());

/** The application started with --doctor while another one holds the lock; it ends only when the doctor has. */
async function doctor(argv = ['pouire-studio', '--doctor']) {
  const lines: string[] = [];
  const made: ReturnType<typeof createElectronDouble>[] = [];
  const started = () => {
    const [double] = made;
    if (!double) throw new Error('not started');
    return double;
  };
  const done = startedDesktop(
    folder,
    { firstInstance: false },
    { argv, dataDir: join(folder, 'data'), print: async (line) => void lines.push(line) },
    (double) => void made.push(double),
  );
  await vi.waitFor(() => expect(started().children).toHaveLength(1));
  const { children, ...rest } = started();
  const [core] = children;
  if (!core) throw new Error('the core was not started');
  return { ...rest, children, core, lines, done };
}

test('--doctor prints what the doctor says, opens nothing, asks for no lock and ends with its verdict', async () => {
  const { core, lines, done, state, windows, trays, children } = await doctor();
  expect(core.args).toEqual([
    '--doctor',
    ...['--version', '9.9.9', '--locale', 'fr-BF', '--desktop', join(folder, 'data', 'desktop')],
    ...['--dumps', join(folder, 'data'), '--data', join(folder, 'data')],
  ]);
  core.say({ type: 'start-helper', helper: 1, entry: 'image-process', args: [] });
  core.say({ type: 'tell-helper', helper: 1, message: 'pixel' });
  children[1]?.say('picture');
  expect(core.heard('helper-says')).toEqual([{ type: 'helper-says', helper: 1, message: 'picture' }]);
  core.say({ type: 'diagnosis', line: '✓ disk: Disque: 500 Mo libres.' });
  core.say({ type: 'diagnosed', ok: true });
  await done;
  expect(lines).toEqual(['✓ disk: Disque: 500 Mo libres.']);
  expect(state.exitCode).toBe(0);
  // A second start gives up by `quit`, and the first one is shown: neither is asked of anybody here.
  expect(state.quits).toBe(0);
  expect([windows, trays]).toEqual([[], []]);
});

test('--doctor ends with 1 when something needs attention, and when its process dies', async () => {
  const attention = await doctor();
  attention.core.say({ type: 'diagnosed', ok: false });
  await attention.done;
  expect(attention.state.exitCode).toBe(1);

  const died = await doctor();
  died.core.emit('exit', 139);
  await died.done;
  expect(died.state.exitCode).toBe(1);
  expect(died.lines).toEqual(['Le studio s’est arrêté']);
});

test('a file named like it is no wish for the doctor, and neither is the application’s own folder', () => {
  expect(asksForDoctor(['pouire-studio', '/photos/--doctor'], true)).toBe(false);
  expect(asksForDoctor(['electron', '--doctor'], false)).toBe(false);
  expect(asksForDoctor(['electron', '.', '--doctor'], false)).toBe(true);
});
