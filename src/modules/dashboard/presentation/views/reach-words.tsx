import { ALL_WORKSPACES } from '../../../../common/ui/app-shell.js';

/** Null: All Workspaces. */
export const nameOfReach = (workspace: string | null): string => workspace ?? ALL_WORKSPACES;

/** How far something made under this shell will reach, inside a sentence. */
export function ReachOf({ workspace }: { workspace: string }) {
  if (workspace === ALL_WORKSPACES) return <>every workspace that you reach</>;
  return (
    <>
      <b>{workspace}</b> only
    </>
  );
}
