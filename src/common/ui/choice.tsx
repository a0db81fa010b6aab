import type { ComponentChildren } from 'preact';

interface CheckProps {
  readonly type: 'radio' | 'checkbox';
  readonly name: string;
  readonly value: string;
  readonly checked: boolean;
  readonly hint?: string;
  readonly children: ComponentChildren;
}

/** A radio button or a tick box with its words, all of it a target. */
export function Check({ type, name, value, checked, hint, children }: CheckProps) {
  return (
    <label class="check">
      <input type={type} name={name} value={value} checked={checked} />
      <span>
        {children}
        {hint !== undefined && <small>{hint}</small>}
      </span>
    </label>
  );
}
