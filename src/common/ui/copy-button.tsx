import { Icon } from './icon.js';

interface CopyButtonProps {
  /** The element whose text is copied, and selected where the browser has no clipboard for us. */
  readonly source: string;
  /** What to copy where that isn't the element's text. */
  readonly text?: string;
  /** The object, for the button's name: `Copy hbk.example/spring`. */
  readonly what: string;
  /** Only the icon is to be seen. */
  readonly compact?: boolean;
  readonly primary?: boolean;
}

/** Hidden until the script is there that makes it work. */
export function CopyButton({ source, text, what, compact, primary }: CopyButtonProps) {
  const classes = ['button', primary && 'button-primary', compact && 'button-small button-icon'];
  return (
    <button
      class={classes.filter(Boolean).join(' ')}
      type="button"
      data-copy={source}
      data-copy-text={text}
      aria-label={compact ? `Copy ${what}` : undefined}
      hidden
    >
      <Icon name="copy" />
      {!compact && `Copy ${what}`}
    </button>
  );
}
