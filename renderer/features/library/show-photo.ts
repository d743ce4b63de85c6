import type { PhotoId } from '../../../shared/domain/ids.ts';
import { openSection } from '../shell/shell.store.ts';
import { library } from './library.store.ts';

/** One photo in the whole library, large, with all that is known of it beside it. */
export function showPhoto(id: PhotoId): void {
  library.showEverything();
  library.select({ focus: id, anchor: id, ids: new Set([id]) });
  library.setMode('loupe');
  openSection('library');
}
