export const DEVICES = ['mobile', 'tablet', 'desktop', 'tv', 'bot'] as const;
export type Device = (typeof DEVICES)[number];

/** What a condition looks at. */
export const CONDITION_TYPES = [
  'country',
  'region',
  'city',
  'continent',
  'device',
  'os',
  'browser',
  'language',
  'query',
  'referrer',
  'ip',
  'time',
  'date',
] as const;
export type ConditionType = (typeof CONDITION_TYPES)[number];
/** What is told by texts of the visitor. */
export type TextType = Exclude<ConditionType, 'ip' | 'time' | 'date'>;

export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Day = (typeof DAYS)[number];

export const OPERATORS = ['in', 'not_in', 'equals', 'contains', 'between', 'exists'] as const;
export type Operator = (typeof OPERATORS)[number];

/** Hours on a clock in `timezone`, `to` not included; past midnight where `to` is the earlier one. */
export interface TimeWindow {
  from: string;
  to: string;
  /** Those on which it begins; all where there are none. */
  days?: Day[];
  timezone: string;
}

interface Fact {
  type: TextType | 'ip';
  /** Of `query` alone: the parameter's name. */
  key?: string;
}

export type FactCondition =
  | (Fact & { operator: 'in' | 'not_in'; value: string[] })
  | (Fact & { operator: 'equals' | 'contains'; value: string })
  | (Fact & { operator: 'exists'; value?: boolean });

export type Condition =
  | FactCondition
  | { type: 'time'; operator: 'between'; value: TimeWindow }
  | { type: 'date'; operator: 'between'; value: [from: string, to: string] };

/** One destination of a split, which gets `weight` of the sum of all weights. */
export interface Variant {
  destination_url: string;
  weight: number;
}

/** As it is written in the API and kept: where all of its conditions hold, a visit goes to its destination. */
export type RoutingRule = { name?: string; conditions: Condition[] } & (
  { destination_url: string; variants?: never } | { variants: Variant[]; destination_url?: never }
);
