export const CSV = 'text/csv';
export const NDJSON = 'application/x-ndjson';
export const EVENT_STREAM = 'text/event-stream';
/** Clients that always ask for JSON get their file too; its faults are JSON. */
export const JSON_TOO = ['application/json', 'application/problem+json'];
