import type { ComponentChildren } from 'preact';

interface ModalProps {
  readonly id: string;
  readonly title: ComponentChildren;
  readonly text?: ComponentChildren;
  /** The page without the dialog: where closing it leads. */
  readonly back: string;
  readonly children: ComponentChildren;
}

/** A card in the page that the script opens as a modal dialog. */
export function Modal({ id, title, text, back, children }: ModalProps) {
  return (
    <dialog id={id} aria-labelledby={`${id}-title`} data-modal={back} open>
      <div class="card-head">
        <div>
          <h2 id={`${id}-title`}>{title}</h2>
          {text !== undefined && <p>{text}</p>}
        </div>
      </div>
      {children}
    </dialog>
  );
}

/** The quotation marks are the stylesheet's: they part a name of several words from the question around it. */
export function Question({ verb, name }: { verb: string; name: string }) {
  return (
    <>
      {verb} <q>{name}</q>?
    </>
  );
}

interface CancelLinkProps {
  readonly href: string;
  /** Where the other answer destroys something. */
  readonly autofocus?: boolean;
}

export function CancelLink({ href, autofocus }: CancelLinkProps) {
  return (
    <a class="button button-quiet" href={href} autofocus={autofocus} data-close>
      Cancel
    </a>
  );
}
