import { create } from 'zustand';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import { FITTED, type Point, pan, type Stage, settle, toggleActual, type View } from './geometry.ts';

interface LookingState {
  /** The loupe's, and that of all compared photos while they are linked. The next photo is looked at the same way. */
  readonly view: View;
  readonly histogram: boolean;
  readonly clipping: boolean;
  /** The picture fills the screen. */
  readonly immersed: boolean;
  /** Two to four photos side by side. */
  readonly compared: readonly PhotoId[];
  /** Which of them the keys are for. */
  readonly focus: number;
  readonly linked: boolean;
  /** Where each is looked at while they are not linked. */
  readonly own: Readonly<Record<number, View>>;
}

/** How photos are looked at. Lives as long as the window; nothing of it is kept. */
export const useLooking = create<LookingState>(() => ({
  view: FITTED,
  histogram: false,
  clipping: false,
  immersed: false,
  compared: [],
  focus: 0,
  linked: true,
  own: {},
}));

const set = useLooking.setState;

/** Where each picture now on screen lies, and the pointer over it: what keys need to know of what is drawn. */
const stages = new Map<PhotoId, { stage: Stage; pointer: Point | null }>();

/** How far one press of an arrow pans: this share of the frame. */
const PAN_STEP = 0.2;

export const looking = {
  staged(id: PhotoId, stage: Stage | null): void {
    if (stage) stages.set(id, { stage, pointer: stages.get(id)?.pointer ?? null });
    else stages.delete(id);
  },
  pointed(id: PhotoId, pointer: Point | null): void {
    const known = stages.get(id);
    if (known) known.pointer = pointer;
  },
  viewOf(id: PhotoId): View {
    const { compared, linked, own, view } = useLooking.getState();
    return compared.length > 0 && !linked ? (own[id] ?? view) : view;
  },
  look(id: PhotoId, view: View): void {
    set(({ compared, linked, own }) => (compared.length > 0 && !linked ? { own: { ...own, [id]: view } } : { view }));
  },
  isClose(id: PhotoId): boolean {
    return looking.viewOf(id).zoom !== 'fit';
  },
  /** Fitted ⇄ 100 %, where the pointer is or in the middle. */
  toggleActual(id: PhotoId): void {
    const known = stages.get(id);
    if (!known) return;
    const { frame } = known.stage;
    const point = known.pointer ?? { x: frame.width / 2, y: frame.height / 2 };
    looking.look(id, toggleActual(looking.viewOf(id), known.stage, point));
  },
  /** Moves what is seen by a step: 1 to the right or down, -1 to the left or up. */
  step(id: PhotoId, right: number, down: number): void {
    const known = stages.get(id);
    if (!known) return;
    const { frame } = known.stage;
    const by = { x: -right * frame.width * PAN_STEP, y: -down * frame.height * PAN_STEP };
    looking.look(id, pan(looking.viewOf(id), known.stage, by));
  },
  fit(): void {
    set({ view: FITTED, own: {} });
  },
  /** 100 % in the middle, for a picture that is not on screen yet. */
  goClose(): void {
    set({ view: { ...FITTED, zoom: 1 } });
  },
  /** 100 % with a point of the photo in the middle. */
  goTo(id: PhotoId, point: Point): void {
    const known = stages.get(id);
    const view: View = { zoom: 1, ...point };
    looking.look(id, known ? settle(view, known.stage) : view);
  },
  toggleHistogram(): void {
    set(({ histogram }) => ({ histogram: !histogram }));
  },
  toggleClipping(): void {
    set(({ clipping }) => ({ clipping: !clipping }));
  },
  compare(ids: readonly PhotoId[]): void {
    set({ compared: ids, focus: 0, linked: true, own: {}, view: FITTED });
  },
  endComparing(): void {
    if (useLooking.getState().compared.length > 0) set({ compared: [], own: {}, view: FITTED });
  },
  focusOn(index: number): void {
    set({ focus: index });
  },
  moveFocus(by: number): void {
    set(({ compared, focus }) => ({ focus: Math.min(compared.length - 1, Math.max(0, focus + by)) }));
  },
  /** Unlinked, each begins with what it shows now; linked again, all take the look of the one with the focus. */
  toggleLinked(): void {
    set(({ linked, compared, focus, own, view }) => {
      if (linked) return { linked: false, own: Object.fromEntries(compared.map((id) => [id, view])) };
      const focused = compared[focus];
      return { linked: true, view: (focused === undefined ? undefined : own[focused]) ?? view };
    });
  },
  /** Over the whole screen where the browser allows it, over the whole window otherwise. */
  toggleImmersed(): void {
    const immersed = !useLooking.getState().immersed;
    set({ immersed });
    if (immersed) document.documentElement.requestFullscreen?.().catch(() => {});
    else if (document.fullscreenElement) void document.exitFullscreen().catch(() => {});
  },
  leaveImmersed(): void {
    if (useLooking.getState().immersed) looking.toggleImmersed();
  },
};

/** The compared photo that the keys are for. */
export function comparedInFocus(): PhotoId | null {
  const { compared, focus } = useLooking.getState();
  return compared[focus] ?? null;
}
