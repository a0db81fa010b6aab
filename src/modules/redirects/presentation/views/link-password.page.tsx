import type { PageBase } from '../../../../common/ui/document.js';
import { TextField } from '../../../../common/ui/field.js';
import { SubmitButton } from '../../../../common/ui/post-form.js';
import { ShortLink } from '../../../../common/ui/short-link.js';
import { SoloFrame } from '../../../../common/ui/solo-frame.js';

export interface LinkPasswordView extends PageBase {
  readonly host: string;
  readonly slug: string;
  /** What is wrong with the password that has just been tried. */
  readonly problem?: string;
}

/** The form posts to the link itself. Visitors have no session, so there is none to protect. */
export function LinkPasswordPage({ assets, host, slug, problem }: LinkPasswordView) {
  return (
    <SoloFrame assets={assets} title="Password needed" footer={host}>
      <p>
        <ShortLink host={host} slug={slug} />
      </p>
      <h1 class="headline">Password needed</h1>
      <p class="muted">Whoever gave you this link also has its password. It is not the password of an account.</p>
      <form method="post" class="stack">
        <TextField
          id="link-password"
          name="password"
          label="Password of this link"
          type="password"
          autocomplete="off"
          required
          autofocus
          errors={problem === undefined ? {} : { password: [problem] }}
        />
        <SubmitButton tone="primary" wide busy="Opening…">
          Open link
        </SubmitButton>
      </form>
    </SoloFrame>
  );
}
