/** What somebody who is no person visits a link for. */
export const BOT_KINDS = ['search', 'preview', 'ai_training', 'ai_user', 'monitor', 'prefetch', 'other'] as const;
export type BotKind = (typeof BOT_KINDS)[number];
