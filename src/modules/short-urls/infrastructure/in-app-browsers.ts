/**
 * Apps that show pages themselves, by a piece of their user agents in lower case. Above stands what says more: Messenger
 * and Threads carry Facebook's and Instagram's marks too.
 */
const APPS: readonly (readonly [name: string, ...pieces: string[]])[] = [
  ['Messenger', 'fban/messenger', 'fb_iab/messenger', 'fb_iab/orca', 'fban/orca'],
  ['Threads', 'barcelona '],
  ['Instagram', 'instagram '],
  ['Facebook', 'fban/', 'fb_iab/', ';fbav/', '[fbav/', 'fbios'],
  ['TikTok', 'musical_ly', 'bytedancewebview', 'tiktok', ' trill_'],
  ['Snapchat', 'snapchat/'],
  ['Pinterest', '[pinterest/', 'pinterest for '],
  ['LinkedIn', '[linkedinapp]', 'linkedinapp'],
  ['Twitter', 'twitter for ', 'twitterandroid'],
  ['WeChat', 'micromessenger/', 'wechat/'],
  ['Line', ' line/'],
  ['KakaoTalk', 'kakaotalk'],
  ['KakaoStory', 'kakaostory'],
  ['Telegram', 'telegram-android/', 'telegram-ios/', 'telegramios'],
  ['WhatsApp', ' whatsapp/'],
  ['Viber', ' viber/'],
  ['Slack', 'slack_ssb/', ' slack/'],
  ['Discord', ' discord/'],
  ['Teams', ' teams/', 'teamsmobile'],
  ['Outlook', 'outlook-ios', 'outlook-android', 'outlookmobile'],
  ['Gmail', 'com.google.gmail/', ' gmail/'],
  ['Google', ' gsa/'],
  ['Reddit', ' reddit/', '[reddit'],
  ['Bing', 'bingsapphire'],
  ['Naver', 'naver('],
  ['Daum', 'daumapps'],
  ['Baidu', 'baiduboxapp'],
  ['Weibo', '__weibo__', ' weibo ('],
  ['Xiaohongshu', 'xiaohongshu', 'xhsdiscover'],
  ['Zhihu', 'zhihuhybrid'],
  ['Alipay', 'alipayclient'],
  ['DingTalk', 'dingtalk'],
  ['Lark', ' lark/', 'feishu'],
  ['VK', 'vkandroidapp', 'vkclient', 'vk_ios'],
  ['Zalo', ' zalo '],
  ['SmartNews', 'smartnews'],
  ['NewsBreak', 'newsbreak'],
  ['Flipboard', ' flipboard/'],
  ['Claude', ' claude/'],
  ['ChatGPT', ' chatgpt/'],
  ['Notion', ' notion/'],
];

/** undefined: no app that is known. */
export const appOf = (lowerCaseAgent: string): string | undefined =>
  APPS.find(([, ...pieces]) => pieces.some((piece) => lowerCaseAgent.includes(piece)))?.[0];
