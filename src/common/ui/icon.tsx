import { ICON_PATHS, type IconName } from './icon-paths.js';

export type { IconName } from './icon-paths.js';

/** Never the only bearer of a meaning: words or a hidden label stand beside it. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      {ICON_PATHS[name].map((path) => (
        <path key={path} d={path} />
      ))}
    </svg>
  );
}
