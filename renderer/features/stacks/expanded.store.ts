import { create } from 'zustand';
import type { PhotoId } from '../../../shared/domain/ids.ts';

/** Faces whose stacks lie open in the grid. Lives as long as the window. */
export const useExpanded = create<{ readonly faces: ReadonlySet<PhotoId> }>(() => ({ faces: new Set() }));

export const expanded = {
  toggle(face: PhotoId): void {
    const faces = new Set(useExpanded.getState().faces);
    if (!faces.delete(face)) faces.add(face);
    useExpanded.setState({ faces });
  },
  open(face: PhotoId): void {
    useExpanded.setState(({ faces }) => ({ faces: new Set(faces).add(face) }));
  },
  close(face: PhotoId): void {
    useExpanded.setState(({ faces }) => ({ faces: new Set([...faces].filter((other) => other !== face)) }));
  },
};
