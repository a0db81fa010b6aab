import { CONDITION_TYPES, OPERATORS } from '../domain/routing/routing-rule.js';

const DESTINATION = { type: 'string', example: 'https://example.com/fr' } as const;
const OBJECT = { type: 'object', additionalProperties: false } as const;

/** The rules in the OpenAPI document; they are judged by `parseRoutingRules`. */
export const ROUTING_RULES_SCHEMA = {
  type: 'array' as const,
  items: {
    ...OBJECT,
    required: ['conditions'],
    properties: {
      name: { type: 'string' },
      conditions: {
        type: 'array',
        items: {
          ...OBJECT,
          required: ['type', 'operator'],
          properties: {
            type: { type: 'string', enum: [...CONDITION_TYPES] },
            operator: { type: 'string', enum: [...OPERATORS] },
            value: { description: 'A list for in and not_in, and for the days of a date; else a text or an object' },
            key: { type: 'string', description: "A query parameter's name" },
          },
        },
      },
      destination_url: DESTINATION,
      variants: {
        type: 'array',
        description: 'A split, in place of destination_url',
        items: {
          ...OBJECT,
          required: ['destination_url', 'weight'],
          properties: { destination_url: DESTINATION, weight: { type: 'integer', minimum: 1 } },
        },
      },
    },
  },
};
