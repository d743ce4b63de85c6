import type { PhotoId } from '../../shared/domain/ids.ts';
import type { PictureKind } from '../../shared/domain/photo.ts';
import type { Bridge } from './bridge.ts';
import { openDesktopBridge } from './desktop-bridge.ts';
import { openWebBridge } from './web-bridge.ts';

/** The page's one line to the studio, chosen by what holds the page. */
export const bridge: Bridge = window.pouire ? openDesktopBridge(window.pouire) : openWebBridge();

/** Every procedure of the contract. */
export const studio = bridge.calls;

/** Address of a derived image or of the full picture; it changes with the picture, so that no cache shows an old one. */
export function pictureAddress(id: PhotoId, kind: PictureKind, pictureVersion: number): string {
  return `${bridge.mediaBase}/${id}/${kind}?v=${pictureVersion}`;
}
