import { create } from 'zustand';

/** Stacks that lie open in the grid, by their number. Lives as long as the window. */
export const useExpanded = create<{ readonly stacks: ReadonlySet<number> }>(() => ({ stacks: new Set() }));

export function toggleExpanded(stack: number): void {
  const stacks = new Set(useExpanded.getState().stacks);
  if (!stacks.delete(stack)) stacks.add(stack);
  useExpanded.setState({ stacks });
}
