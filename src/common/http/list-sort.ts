/** The values of `?sort=`: each order, and with `-` the same reversed. */
export const sortsOf = (orders: readonly string[]): string[] => orders.flatMap((order) => [order, `-${order}`]);

/** What one of those values means. */
export function sortOf<Order extends string>(
  orders: readonly Order[],
  value: string,
): { by: Order; descending: boolean } {
  const descending = value.startsWith('-');
  const by = orders.find((order) => order === value.slice(descending ? 1 : 0));
  if (by === undefined) throw new Error(`${value} is no order of this list`);
  return { by, descending };
}
