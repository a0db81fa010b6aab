export const TOOLS_AND_ODD_ONES = `
other
  curl/8.11.0
  Wget/1.24.5
  python-requests/2.32.3
  Python-urllib/3.12
  python-httpx/0.27.0
  Python/3.12 aiohttp/3.9.5
  Go-http-client/2.0
  Java/17.0.11
  Apache-HttpClient/4.5.14 (Java/11.0.23)
  okhttp/4.12.0
  axios/1.7.2
  node-fetch/1.0 (+https://github.com/bitinn/node-fetch)
  undici
  node
  Deno/2.1.4
  Bun/1.1.38
  GuzzleHttp/7
  PHP/8.3.6
  Ruby
  libwww-perl/6.77
  PostmanRuntime/7.43.0
  insomnia/10.2.0
  HTTPie/3.2.3
  Dalvik/2.1.0 (Linux; U; Android 14; SM-S921B Build/UP1A.231005.007)
  SomeApp/1 CFNetwork/3826.500.111 Darwin/24.5.0
  WordPress/6.5.4; https://example.com
  Scrapy/2.11.2 (+https://scrapy.org)
  Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/136.0.0.0 Safari/537.36
  Mozilla/5.0 (Unknown; Linux x86_64) AppleWebKit/538.1 (KHTML, like Gecko) PhantomJS/2.1.1 Safari/538.1
  Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko; Google-Safety; +http://www.google.com/bot.html) Chrome/126.0.0.0 Safari/537.36
  Google-Safety
  Mozilla/5.0 (compatible; Google-Site-Verification/1.0)
  Mozilla/5.0 (compatible; Google-CWS)
  AdsBot-Google (+http://www.google.com/adsbot.html)
  Mozilla/5.0 (iPhone; CPU iPhone OS 14_7_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/14.1.2 Mobile/15E148 Safari/604.1 (compatible; AdsBot-Google-Mobile; +http://www.google.com/mobile/adsbot.html)
  Mediapartners-Google
  APIs-Google (+https://developers.google.com/webmasters/APIs-Google.html)
  FeedFetcher-Google; (+http://www.google.com/feedfetcher.html)
  Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)
  Mozilla/5.0 (compatible; SemrushBot/7~bl; +http://www.semrush.com/bot.html)
  Mozilla/5.0 (compatible; MJ12bot/v1.4.8; http://mj12bot.com/)
  Mozilla/5.0 (compatible; DotBot/1.2; +https://opensiteexplorer.org/dotbot; help@moz.com)
  Mozilla/5.0 (compatible; DataForSeoBot/1.0; +https://dataforseo.com/dataforseo-bot)
  Mozilla/5.0 (compatible; archive.org_bot +http://archive.org/details/archive.org_bot)
  Screaming Frog SEO Spider/20.1
  meta-externalads/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/crawler)
  Mozilla/5.0 (compatible; CensysInspect/1.1; +https://about.censys.io/)
  Expanse, a Palo Alto Networks company, searches across the global IPv4 space multiple times per day to identify customers' presences on the Internet.
  Mozilla/5.0 zgrab/0.x
  -
  Mozilla/4.0
  test
  a
  '
  <script>alert(1)</script>
  () { :; }; /bin/bash
`;
