import { Channel } from './channel.js';
import { byWord } from './words-by-channel.js';

/** Values of `utm_medium` as the usual advice has them, without their hyphens, underscores and spaces. */
const CHANNEL_OF_MEDIUM = byWord({
  search: 'organic organicsearch search seo',
  social: 'social socialmedia socialnetwork socialpost organicsocial sm',
  messaging: 'messaging messenger chat sms im mobile push pushnotification notification whatsapp',
  email: 'email mail emailmarketing newsletter edm',
  ai: 'ai llm chatbot assistant',
  video: 'video organicvideo',
  paid: 'cpc ppc cpm cpv cpa cpp display banner expandable interstitial retargeting remarketing ad ads',
  referral: 'referral affiliate affiliates partner link blog',
});

export function channelOfMedium(medium: string | undefined): Channel | undefined {
  if (!medium) return undefined;
  const word = medium.replace(/[-_ ]/g, '');
  return word.startsWith('paid') ? 'paid' : CHANNEL_OF_MEDIUM.get(word);
}
