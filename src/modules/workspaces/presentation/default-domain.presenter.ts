/** Which host takes the links of each workspace that name no domain. Domains live above, so the module there shows it. */
export abstract class DefaultDomainPresenter {
  /** By workspace id. */
  abstract hostsOf(workspaceIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
}
