import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { isNetwork, isStorage, kindOf, mountHolding, parseMountInfo } from './linux-mounts.ts';
import { parseDiskutil, parseMacMounts, parseWindowsDrives, shareOf } from './other-systems.ts';
import { systemVolumes } from './system-volumes.ts';

const MOUNTINFO = `22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 27 8:17 / /media/awa/CARTE\\040SD rw,nosuid shared:5 master:2 - exfat /dev/sdb1 rw,uid=1000
31 27 0:50 / /home/awa/nas rw - nfs4 nas.local:/export/photos rw,vers=4.2
32 27 0:51 / /home/awa/bureau rw - fuse.sshfs awa@bureau:/photos rw
33 27 8:33 / /media/awa/WIN rw - fuseblk /dev/sdc1 rw
34 30 8:49 / /media/awa/CARTE\\040SD rw - vfat /dev/sdd1 rw
35 27 0:52 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
not a mount
`;

describe('the mount table of Linux', () => {
  const mounts = parseMountInfo(MOUNTINFO);
  const at = (path: string) => {
    const mount = mountHolding(path, mounts);
    return mount && `${mount.type} ${mount.source} ${kindOf(mount, false)}`;
  };

  it('tells local disks, cards and network drives apart, names with spaces included', () => {
    expect(at('/photos/2026')).toBe('ext4 /dev/vda fixed');
    expect(at('/home/awa/nas/mariage')).toBe('nfs4 nas.local:/export/photos network');
    expect(at('/home/awa/bureau')).toBe('fuse.sshfs awa@bureau:/photos network');
    expect(at('/media/awa/WIN/DCIM')).toBe('fuseblk /dev/sdc1 removable');
    expect(at('/home/awa/nasal')).toBe('ext4 /dev/vda fixed');
  });

  it('takes the mount that covers another at the same place', () => {
    expect(at('/media/awa/CARTE SD/DCIM')).toBe('vfat /dev/sdd1 removable');
  });

  it('leaves out what holds no photographs, and lines that are none', () => {
    expect(mounts).toHaveLength(8);
    expect(mounts.filter(isStorage).map(({ path }) => path)).not.toContain('/proc');
    expect(mounts.filter(isStorage).map(({ path }) => path)).not.toContain('/run/user/1000/gvfs');
  });

  it('knows what sends no events', () => {
    expect(['cifs', 'smb3', 'nfs', '9p', 'virtiofs', 'fuse.rclone', 'fuse.sshfs'].every(isNetwork)).toBe(true);
    expect(['ext4', 'btrfs', 'vfat', 'exfat', 'ntfs3', 'fuseblk', 'tmpfs', 'overlay'].some(isNetwork)).toBe(false);
  });
});

describe('what other systems say of their drives', () => {
  it('is read from mount and diskutil on macOS', () => {
    const mounts = parseMacMounts(`/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk4s1 on /Volumes/NO NAME (msdos, local, nodev, nosuid, noowners)
//awa@nas._smb._tcp.local/photos on /Volumes/photos (2026) (smbfs, nodev, nosuid, mounted by awa)
`);
    expect(mounts.map(({ path, type, isLocal }) => [path, type, isLocal])).toEqual([
      ['/', 'apfs', true],
      ['/Volumes/NO NAME', 'msdos', true],
      ['/Volumes/photos (2026)', 'smbfs', false],
    ]);
    expect(
      parseDiskutil(`   Volume Name:               NO NAME
   Volume UUID:               0F2CF5D4-1111-3222-A333-444455556666
   Removable Media:           Removable
`),
    ).toEqual({ id: '0F2CF5D4-1111-3222-A333-444455556666', removable: true });
  });

  it('is read from Win32_LogicalDisk on Windows; an empty card reader is no drive', () => {
    expect(
      parseWindowsDrives(
        JSON.stringify([
          { DeviceID: 'C:', DriveType: 3, VolumeSerialNumber: 'AC12F00D', Size: 512e9, ProviderName: null },
          { DeviceID: 'E:', DriveType: 2, VolumeSerialNumber: '1A2B3C4D', Size: '32000000000', ProviderName: null },
          { DeviceID: 'F:', DriveType: 2, VolumeSerialNumber: null, Size: null, ProviderName: null },
          { DeviceID: 'Z:', DriveType: 4, VolumeSerialNumber: '99', Size: 1e12, ProviderName: '\\\\NAS\\Photos' },
        ]),
      ),
    ).toEqual([
      { path: 'C:\\', id: 'AC12F00D', capacity: 512e9, kind: 'fixed' },
      { path: 'E:\\', id: '1A2B3C4D', capacity: 32e9, kind: 'removable' },
      { path: 'Z:\\', id: '\\\\nas\\photos', capacity: 1e12, kind: 'network' },
    ]);
    expect(shareOf('\\\\nas\\photos\\2026\\mai')).toBe('\\\\nas\\photos');
    expect(shareOf('E:\\DCIM')).toBeNull();
  });
});

it.skipIf(process.platform !== 'linux')('knows the volume of a real folder', async () => {
  const volumes = systemVolumes();
  const volume = await volumes.holding(tmpdir());
  expect(volume?.capacity).toBeGreaterThan(0);
  expect((await volumes.list()).every(({ path }) => path.startsWith('/'))).toBe(true);
});
