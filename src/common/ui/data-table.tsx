import type { ComponentChildren } from 'preact';

interface Column {
  readonly title: string;
  readonly numeric?: boolean;
  /** The column of row actions: its title is for screen readers. */
  readonly hiddenTitle?: boolean;
}

interface DataTableProps {
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly children: ComponentChildren;
}

// The roles are written out because rows become cards on a phone, and CSS blocks lose a table's semantics.

export function DataTable({ caption, columns, children }: DataTableProps) {
  return (
    <table class="table" role="table">
      <caption class="visually-hidden">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ title, numeric, hiddenTitle }) => (
            <th key={title} scope="col" role="columnheader" class={numeric ? 'number' : undefined}>
              {hiddenTitle ? <span class="visually-hidden">{title}</span> : title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">{children}</tbody>
    </table>
  );
}

export function Row({ children }: { children: ComponentChildren }) {
  return <tr role="row">{children}</tr>;
}

export function RowHeader({ children }: { children: ComponentChildren }) {
  return (
    <th scope="row" role="rowheader">
      {children}
    </th>
  );
}

interface CellProps {
  /** The column's title, which stands before the value where the row is a card. */
  readonly label: string;
  readonly numeric?: boolean;
  readonly nowrap?: boolean;
  readonly children: ComponentChildren;
}

export function Cell({ label, numeric, nowrap, children }: CellProps) {
  const classes = [numeric && 'number', nowrap && 'nowrap'].filter(Boolean).join(' ');
  return (
    <td role="cell" class={classes || undefined} data-label={label}>
      <div>{children}</div>
    </td>
  );
}

export function ActionsCell({ children }: { children?: ComponentChildren }) {
  return (
    <td role="cell" class="table-actions">
      {children}
    </td>
  );
}
