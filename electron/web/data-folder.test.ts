import { isAbsolute, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dataFolder, defaultDataFolder } from './data-folder.ts';

describe('the data folder', () => {
  it('is where each system keeps a user’s data', () => {
    expect(defaultDataFolder({}, 'linux', '/home/awa')).toBe('/home/awa/.local/share/pouire-studio');
    expect(defaultDataFolder({ XDG_DATA_HOME: '/data' }, 'linux', '/home/awa')).toBe('/data/pouire-studio');
    expect(defaultDataFolder({}, 'darwin', '/Users/awa')).toBe('/Users/awa/Library/Application Support/Pouire Studio');
    expect(defaultDataFolder({ LOCALAPPDATA: '/local' }, 'win32', '/home')).toBe(join('/local', 'Pouire Studio'));
  });

  it('is what --data says, else POUIRE_DATA, always absolute', () => {
    expect(dataFolder('/a', { POUIRE_DATA: '/b' })).toBe('/a');
    expect(dataFolder(undefined, { POUIRE_DATA: '/b' })).toBe('/b');
    expect(isAbsolute(dataFolder('relative', {}))).toBe(true);
  });
});
