import type { VNode } from 'preact';

/** A page as it looks with one view model. */
export interface Preview {
  readonly name: string;
  readonly page: VNode;
  /** Its form's answer may redirect anywhere, so that its policy names no `form-action`. */
  readonly freeFormAction?: boolean;
  /** Its form is for anybody, session or none, so that there is none to protect by a token. */
  readonly isForAnybody?: boolean;
}
