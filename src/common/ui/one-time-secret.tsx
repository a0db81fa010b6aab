import type { ComponentChildren } from 'preact';
import { CopyButton } from './copy-button.js';
import { Icon } from './icon.js';

interface OneTimeSecretProps {
  readonly title: string;
  readonly children: ComponentChildren;
}

/** Dashed and with scissors: shown in this one answer, take it now. */
export function OneTimeSecret({ title, children }: OneTimeSecretProps) {
  return (
    <section class="cutout" aria-labelledby="once">
      <span class="cutout-scissors" aria-hidden="true">
        <Icon name="scissors" />
      </span>
      <h2 id="once" tabindex={-1} data-focus>
        {title}
      </h2>
      {children}
    </section>
  );
}

interface CopyableSecretProps {
  readonly id: string;
  /** What it is, as the button's object: `token`, `client secret`. */
  readonly what: string;
  readonly value: string;
  readonly primary?: boolean;
}

export function CopyableSecret({ id, what, value, primary }: CopyableSecretProps) {
  return (
    <div class="secret">
      <code id={id} tabindex={0} role="textbox" aria-readonly="true" aria-label={what}>
        {value}
      </code>
      <CopyButton source={id} what={what} primary={primary} />
    </div>
  );
}
