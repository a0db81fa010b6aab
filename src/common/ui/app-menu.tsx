import type { MenuEntry } from './app-shell.js';
import { Icon } from './icon.js';

interface AppMenuProps {
  readonly menu: readonly MenuEntry[];
  /** The path of the page that is shown. */
  readonly current: string;
}

export function AppMenu({ menu, current }: AppMenuProps) {
  return (
    <nav aria-label="Main">
      <ul>
        {menu.map((entry) => (
          <li key={entry.label}>
            <Entry entry={entry} current={current} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Entry({ entry, current }: { entry: MenuEntry; current: string }) {
  const label = (
    <>
      <Icon name={entry.icon} />
      {entry.label}
    </>
  );
  if ('href' in entry) {
    return (
      <a class="menu-entry" href={entry.href} aria-current={entry.href === current ? 'page' : undefined}>
        {label}
      </a>
    );
  }
  return (
    <details open={entry.pages.some(({ href }) => href === current)}>
      <summary class="menu-entry">
        {label}
        <span class="menu-chevron">
          <Icon name="chevron-right" />
        </span>
      </summary>
      <ul class="menu-group">
        {entry.pages.map(({ label: page, href }) => (
          <li key={href}>
            <a class="menu-entry" href={href} aria-current={href === current ? 'page' : undefined}>
              {page}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}
