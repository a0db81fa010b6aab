import { byWord } from './words-by-channel.js';

/** Values of `utm_source` that are not the first part of a host that is known. */
export const CHANNEL_OF_SOURCE = byWord({
  search: 'brave ecosia qwant seznam startpage',
  social: 'fb ig meta li bluesky mastodon hackernews hacker_news hn social',
  messaging: 'telegram tg wa line signal teams imessage kakaotalk sms zoom',
  email: `
    newsletter email e-mail mail gmail mailchimp klaviyo sendgrid mailgun brevo sendinblue mailerlite convertkit beehiiv
    activecampaign campaignmonitor customer.io hs_email mailjet`,
  ai: 'gemini mistral lechat grok',
  video: 'yt twitch',
  paid: 'adwords googleads google_ads facebook_ads fbads bingads linkedin_ads',
});

/** Names of browsers, which are an app's own. */
export const CHANNEL_OF_APP = byWord({
  search: 'Google Bing Naver Daum Baidu',
  social: `
    Facebook Instagram Threads Twitter TikTok Snapchat Pinterest LinkedIn Reddit VK Weibo Xiaohongshu Zhihu KakaoStory
    Flipboard`,
  messaging: 'Messenger WhatsApp Telegram WeChat Line KakaoTalk Viber Slack Discord Teams Zalo DingTalk Lark',
  email: 'Gmail Outlook',
  ai: 'ChatGPT Claude',
});
