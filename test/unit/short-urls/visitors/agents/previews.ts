export const PREVIEWS = `
preview
  facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)
  facebookexternalhit/1.1
  facebookcatalog/1.0
  Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0
  Twitterbot/1.0
  WhatsApp/2.24.20.89 A
  WhatsApp/2.2413.5 N
  TelegramBot (like TwitterBot)
  Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)
  Slackbot 1.0 (+https://api.slack.com/robots)
  Slack-ImgProxy (+https://api.slack.com/robots)
  Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)
  Mozilla/5.0 (Macintosh; Intel Mac OS X 11.6; rv:92.0) Gecko/20100101 Firefox/92.0; compatible; Discordbot/2.0; +https://discordapp.com
  LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)
  Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5 skype-url-preview@microsoft.com
  Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/112.0.0.0 Safari/537.36 (compatible; MicrosoftPreview/2.0; +https://aka.ms/MicrosoftPreview)
  Mozilla/5.0 (Windows NT 6.1; WOW64) AppleWebKit/534+ (KHTML, like Gecko) BingPreview/1.0b
  Mozilla/5.0 (compatible; Pinterestbot/1.0; +http://www.pinterest.com/bot.html)
  Pinterest/0.2 (+https://www.pinterest.com/bot.html)
  Mozilla/5.0 (compatible; redditbot/1.0; +http://www.reddit.com/feedback)
  Mozilla/5.0 (compatible; vkShare; +http://vk.com/dev/Share)
  Mozilla/5.0 (compatible; OdklBot/1.0 like Linux; klass@odnoklassniki.ru)
  facebookexternalhit/1.1;line-poker/1.0
  facebookexternalhit/1.1; kakaotalk-scrap/1.0; +https://devtalk.kakao.com/t/scrap/33984
  Snap URL Preview Service; bot; snapchat; https://developers.snap.com/robots
  Tumblr/14.0.835.186
  Bluesky Cardyb/1.1; +mailto:support@bsky.app
  Mastodon/4.3.8 (http.rb/5.2.0; +https://mastodon.social/) Bot
  Synapse (bot; +https://github.com/matrix-org/synapse)
  Mattermost-Bot/1.1
  Iframely/1.3.1 (+https://iframely.com/docs/about)
  Mozilla/5.0 (compatible; Embedly/0.2; +http://support.embed.ly/)
  Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/56.0.2924.87 Safari/537.36 Google-PageRenderer Google (+https://developers.google.com/+/web/snippet/)
  Mozilla/5.0 (Macintosh; Intel Mac OS X 10.9; rv:28.0) Gecko/20100101 Firefox/28.0 (FlipboardProxy/1.2; +http://flipboard.com/browserproxy)
  Mozilla/5.0 (compatible; Yahoo Link Preview; https://help.yahoo.com/kb/mail/yahoo-link-preview-SLN23615.html)
  Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/49.0.2623.75 Safari/537.36 Google Favicon
prefetch
  Mozilla/5.0
  Chrome Privacy Preserving Prefetch Proxy
  Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)
  YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html
  Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 10.0; WOW64; Trident/8.0; .NET4.0C; .NET4.0E; ms-office; MSOffice 16)
  Mozilla/4.0 (compatible; ms-office; MSOffice 16)
  Microsoft Office Existence Discovery
  Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17328; Pro)
  Mozilla/5.0 (compatible; BarracudaCentral/1.0)
`;
