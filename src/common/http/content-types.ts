/** Of answers and their faults. Clients that always ask for JSON get files and streams too, whose faults are JSON. */
export const JSON_TYPES = ['application/json', 'application/problem+json'];
export const CSV = 'text/csv';
export const NDJSON = 'application/x-ndjson';
export const EVENT_STREAM = 'text/event-stream';
