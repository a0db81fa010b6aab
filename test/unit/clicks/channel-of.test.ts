import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { channelOf, Origin } from '../../../src/modules/clicks/domain/channels/channel-of.js';
import { CHANNELS } from '../../../src/modules/clicks/index.js';

const from = (known: Partial<Origin> = {}): string =>
  channelOf({ referrer: null, utmSource: null, utmMedium: null, browser: 'Chrome', ...known });

describe('the channel', () => {
  test.each<[string, string]>([
    ['search', 'google.com google.de google.co.uk google.com.au images.google.fr news.google.com bing.com cn.bing.com'],
    ['search', 'yahoo.com search.yahoo.co.jp duckduckgo.com ecosia.org yandex.ru yandex.com.tr baidu.com m.baidu.com'],
    ['search', 'search.brave.com naver.com com.google.android.googlequicksearchbox'],
    ['social', 'facebook.com l.facebook.com m.facebook.com lm.facebook.com instagram.com l.instagram.com t.co x.com'],
    ['social', 'linkedin.com lnkd.in pinterest.de old.reddit.com bsky.app news.ycombinator.com com.twitter.android'],
    ['messaging', 'web.whatsapp.com web.telegram.org app.slack.com discord.com com.slack teams.microsoft.com'],
    ['email', 'mail.google.com outlook.live.com outlook.office.com mail.yahoo.com com.google.android.gm'],
    ['email', 'eur03.safelinks.protection.outlook.com mail.proton.me'],
    [
      'ai',
      'chatgpt.com chat.openai.com claude.ai perplexity.ai gemini.google.com copilot.microsoft.com chat.deepseek.com',
    ],
    ['video', 'youtube.com m.youtube.com youtu.be vimeo.com'],
    ['paid', 'googleads.g.doubleclick.net googleadservices.com'],
    ['referral', 'example.com docs.google.com blog.example.co.uk localhost 192.0.2.1 [2001:db8::1]'],
    ['referral', 'notgoogle.com google.example.com google.com.example.org facebook.com.evil.example myx.com google'],
  ])('is %s from %s', (channel, hosts) => {
    for (const referrer of hosts.split(' ')) expect([referrer, from({ referrer })]).toEqual([referrer, channel]);
  });

  test('is direct where nothing is told', () => {
    expect(from()).toBe('direct');
    expect(from({ browser: null })).toBe('direct');
  });

  test.each([
    ['email', 'email'],
    ['email', 'E-Mail'],
    ['social', 'social_media'],
    ['paid', 'cpc'],
    ['paid', 'Paid-Social'],
    ['search', 'organic'],
    ['referral', 'affiliate'],
    ['other', 'flyer'],
  ])('is %s by utm_medium=%s', (channel, utmMedium) => {
    expect(from({ utmMedium })).toBe(channel);
  });

  test.each([
    ['search', 'google'],
    ['social', 'Facebook'],
    ['social', 'fb'],
    ['ai', 'chatgpt.com'],
    ['ai', 'perplexity'],
    ['email', 'newsletter'],
    ['video', 'youtube'],
    ['other', 'partner-7'],
  ])('is %s by utm_source=%s', (channel, utmSource) => {
    expect(from({ utmSource })).toBe(channel);
  });

  test('is that of the app in which a link was followed, if no page is told', () => {
    expect(from({ browser: 'Instagram' })).toBe('social');
    expect(from({ browser: 'Telegram' })).toBe('messaging');
    expect(from({ browser: 'Instagram', referrer: 'example.com' })).toBe('referral');
  });

  test('is by the medium before the source, the source before the page, and the page where neither is known', () => {
    expect(from({ utmMedium: 'cpc', utmSource: 'google', referrer: 'google.com' })).toBe('paid');
    expect(from({ utmSource: 'newsletter', referrer: 'facebook.com' })).toBe('email');
    expect(from({ utmMedium: 'flyer', utmSource: 'spring', referrer: 'facebook.com' })).toBe('social');
    expect(from({ utmMedium: 'flyer', referrer: 'example.com' })).toBe('referral');
  });

  test('is one of them, whatever is told', () => {
    const text = fc.option(fc.string({ unit: 'binary', maxLength: 100 }));
    fc.assert(
      fc.property(text, text, text, text, (referrer, utmSource, utmMedium, browser) => {
        expect(CHANNELS).toContain(channelOf({ referrer, utmSource, utmMedium, browser }));
      }),
    );
  });
});
