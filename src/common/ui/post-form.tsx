import type { ComponentChildren } from 'preact';

interface PostFormProps {
  readonly action: string;
  readonly csrfToken: string;
  readonly class?: string;
  readonly id?: string;
  /** The id of its heading, where it has one. */
  readonly labelledBy?: string;
  readonly children: ComponentChildren;
}

/** Every form of ours: a plain POST that carries the session's token against cross-site requests. */
export function PostForm(props: PostFormProps) {
  return (
    <form method="post" action={props.action} class={props.class} id={props.id} aria-labelledby={props.labelledBy}>
      <input type="hidden" name="_csrf" value={props.csrfToken} />
      {props.children}
    </form>
  );
}

interface SubmitButtonProps {
  readonly tone?: 'primary' | 'danger';
  readonly wide?: boolean;
  /** What the button says while the answer is awaited. */
  readonly busy?: string;
  readonly name?: string;
  readonly value?: string;
  readonly children: ComponentChildren;
}

export function SubmitButton({ tone, wide, busy = 'Saving…', name, value, children }: SubmitButtonProps) {
  const classes = ['button', tone && `button-${tone}`, wide && 'button-wide'].filter(Boolean).join(' ');
  return (
    <button class={classes} name={name} value={value} data-busy={busy}>
      {children}
    </button>
  );
}
