import { setTimeout as delay } from 'node:timers/promises';

/** Whether the condition came true in time. For what the operating system doesn't announce. */
export async function waitUntil(condition: () => Promise<boolean>, patienceMs = Infinity): Promise<boolean> {
  const deadline = Date.now() + patienceMs;
  while (!(await condition())) {
    if (Date.now() > deadline) return false;
    await delay(10);
  }
  return true;
}
