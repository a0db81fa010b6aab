import type { FieldErrors } from './field.js';

interface ErrorSummaryProps {
  readonly errors: FieldErrors;
  /** Field name → the id of its control. */
  readonly idOf: (field: string) => string;
}

/** From two errors on: all of them at the top, each leading to its field. */
export function ErrorSummary({ errors, idOf }: ErrorSummaryProps) {
  const found = Object.entries(errors).flatMap(([field, [message]]) => (message ? [{ field, message }] : []));
  if (found.length < 2) return null;
  return (
    <div class="note note-bad error-summary span" role="alert">
      <div>
        <b>{found.length} things to change</b>
        <ul>
          {found.map(({ field, message }) => (
            <li key={field}>
              <a href={`#${idOf(field)}`}>{message}</a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
