import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type ChildDouble, createElectronDouble } from '../../tests/support/electron-double.ts';
import { startStudioProcess } from './studio-process.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function running() {
  const double = createElectronDouble({ userData: '/nowhere' });
  const onAvailable = vi.fn();
  const onFailed = vi.fn();
  const studio = startStudioProcess({
    electron: double.electron,
    program: (name) => `/app/${name}.js`,
    args: [],
    onAvailable,
    onLanguage: () => {},
    onFailed,
  });
  const core = (): ChildDouble => {
    const last = double.children.at(-1);
    if (!last) throw new Error('no core');
    return last;
  };
  return { ...double, studio, core, onAvailable, onFailed };
}

const READY = { type: 'ready', derivedDir: '/derived' };

test('a core that answers is left alone for hours', () => {
  const { core, children } = running();
  core().say(READY);
  for (let beat = 0; beat < 240; beat += 1) {
    vi.advanceTimersByTime(30_000);
    core().say({ type: 'pong', request: beat });
  }
  expect(children).toHaveLength(1);
  expect(core().killed).toBe(false);
});

test('a core that hangs is replaced after two unanswered beats', () => {
  const { core, children, onAvailable } = running();
  core().say(READY);
  vi.advanceTimersByTime(90_000);
  expect(children[0]?.killed).toBe(true);
  vi.advanceTimersByTime(1000);
  expect(children).toHaveLength(2);
  core().say(READY);
  expect(onAvailable.mock.calls).toEqual([[true], [false], [true]]);
});

test('a core that keeps dying is given up after six deaths in a minute, and a person is told', () => {
  const { core, children, onFailed } = running();
  for (let death = 0; death < 6; death += 1) {
    core().emit('exit', 139);
    vi.advanceTimersByTime(5000);
  }
  expect(children).toHaveLength(6);
  expect(onFailed).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(120_000);
  expect(children).toHaveLength(6);
});

test('deaths more than a minute apart are forgiven, however many', () => {
  const { core, children, onFailed } = running();
  for (let death = 0; death < 20; death += 1) {
    core().emit('exit', 1);
    for (let beat = 0; beat < 7; beat += 1) {
      vi.advanceTimersByTime(10_000);
      core().say({ type: 'pong', request: beat });
    }
  }
  expect(onFailed).not.toHaveBeenCalled();
  expect(children).toHaveLength(21);
});

test('a picture that the core never answers for is refused after ten seconds, and at once when the core dies', async () => {
  const { core, studio } = running();
  core().say(READY);
  const slow = studio.picture(1, 'preview');
  vi.advanceTimersByTime(10_000);
  expect(await slow).toBeNull();
  const lost = studio.picture(2, 'preview');
  core().emit('exit', 1);
  expect(await lost).toBeNull();
});

test('nothing is started again once the application is ending', async () => {
  const { core, studio, children } = running();
  core().say(READY);
  core().emit('exit', 1);
  await studio.end(2000);
  vi.advanceTimersByTime(60_000);
  expect(children).toHaveLength(1);
});

test('a core that holds too much memory for a minute and more is asked to close, and the next one takes over', () => {
  const { core, children, onFailed } = running();
  core().say(READY);
  const beat = (bytes: number) => {
    vi.advanceTimersByTime(30_000);
    core().say({ type: 'pong', request: 1, bytes });
  };
  for (const bytes of [3e9, 3e9, 1e8, 3e9, 3e9]) beat(bytes);
  expect(core().heard('close')).toHaveLength(0);
  beat(3e9);
  expect(core().heard('close')).toHaveLength(1);
  core().emit('exit', 0);
  vi.advanceTimersByTime(1000);
  expect([children.length, onFailed.mock.calls.length]).toEqual([2, 0]);
});

test('photos that the studio does not find in time are not dragged', async () => {
  const { core, studio } = running();
  expect(await studio.files([1])).toEqual({ paths: [], picture: null });
  core().say(READY);
  const late = studio.files([1]);
  vi.advanceTimersByTime(2000);
  expect(await late).toEqual({ paths: [], picture: null });
  const lost = studio.files([1]);
  core().emit('exit', 1);
  expect(await lost).toEqual({ paths: [], picture: null });
});
