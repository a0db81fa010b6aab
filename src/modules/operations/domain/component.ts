/** The parts of the service that somebody would miss, in the order in which the status page names them. */
export const COMPONENTS = ['redirects', 'api', 'dashboard', 'database'] as const;

export type Component = (typeof COMPONENTS)[number];

/** `degraded`: it answers, but slowly. */
export type Condition = 'working' | 'degraded' | 'down';
