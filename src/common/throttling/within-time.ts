/** @throws when the work takes longer; it is not ended by that. */
export async function withinTime<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const lateness = new Promise<never>((_, reject) => {
    const giveUp = (): void => {
      reject(new Error(`no answer within ${milliseconds} ms`));
    };
    // After a time in which this process was busy itself, answers that wait to be read come first.
    timer = setTimeout(() => setImmediate(giveUp), milliseconds);
  });
  try {
    return await Promise.race([work, lateness]);
  } finally {
    clearTimeout(timer);
  }
}
