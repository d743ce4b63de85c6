import { ToggleGroup } from 'radix-ui';
import type { ReactNode } from 'react';
import { classes } from './classes.ts';

interface SegmentedProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string; readonly icon?: ReactNode }[];
  readonly onChange: (value: Value) => void;
  readonly iconsOnly?: boolean;
}

/** One of a few, all visible. */
export function Segmented<Value extends string>({
  label,
  value,
  options,
  onChange,
  iconsOnly = false,
}: SegmentedProps<Value>) {
  return (
    <ToggleGroup.Root
      type="single"
      aria-label={label}
      value={value}
      onValueChange={(next) => {
        const chosen = options.find((option) => option.value === next);
        if (chosen) onChange(chosen.value);
      }}
      className="inline-flex shrink-0 rounded-md border border-line bg-canvas p-px"
    >
      {options.map((option) => (
        <ToggleGroup.Item
          key={option.value}
          value={option.value}
          aria-label={option.label}
          title={iconsOnly ? option.label : undefined}
          className={classes(
            'inline-flex h-6 items-center gap-1.5 whitespace-nowrap rounded-[5px] text-muted transition-colors hover:text-ink data-[state=on]:bg-raised data-[state=on]:text-ink data-[state=on]:shadow-[0_0_0_1px_var(--line)]',
            iconsOnly ? 'px-1.5' : 'px-2.5',
          )}
        >
          {option.icon}
          {!iconsOnly && option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
