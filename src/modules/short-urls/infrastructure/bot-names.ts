import { BotKind } from '../domain/visitors/bot-kind.js';

/**
 * Pieces of user agents, in lower case, by which their operators say that bots are told; the first that is found counts,
 * so that a name stands above those that it contains. `^` is the beginning. Plain text: no input can make it slow.
 *
 * What cannot be told: the mail scanners of Proofpoint, Mimecast, Barracuda and Microsoft Defender open links with the
 * agents of common browsers, from changing addresses; so does Safari for the previews of Apple Mail and Messages that
 * somebody asks for. Those are counted as people. Apple's Mail Privacy Protection loads pictures alone, never links.
 */
export const BOT_NAMES: readonly (readonly [BotKind, readonly string[]])[] = [
  [
    'ai_user',
    [
      ...['chatgpt-user', 'chatgpt agent', 'claude-user', 'claude-code', 'perplexity-user', 'mistralai-user'],
      ...['duckassistbot', 'meta-externalfetcher', 'amzn-user', 'amazonbuyforme', 'google-notebooklm'],
      ...['google-gemininotebook', 'google-agent', 'googleagent-mariner', 'gemini-deep-research', 'google-gemini-cli'],
      ...['google-read-aloud', 'cohere-ai', 'xai-grok', 'grok-deepsearch', 'manus-user', 'devin/', 'novaact'],
      ...['phindbot', 'kagi-fetcher', 'linerbot', 'tavilybot', 'firecrawlagent', 'quillbot', 'iaskspider', 'iaskbot'],
      ...['poggio-citations', 'linkupbot', 'shap-user', '^openai/'],
    ],
  ],
  [
    'search',
    [
      ...['oai-searchbot', 'claude-searchbot', 'perplexitybot', 'xai-searchbot', 'amzn-searchbot', 'azureai-searchbot'],
      ...['meta-webindexer', 'youbot', 'andibot', 'bravebot', 'kagibot', 'addsearchbot', 'aranet-searchbot', 'iboubot'],
    ],
  ],
  [
    'ai_training',
    [
      ...['gptbot', 'claudebot', 'claude-web', 'anthropic-ai', 'google-extended', 'googleother', 'cloudvertexbot'],
      ...['applebot-extended', 'bytespider', 'tiktokspider', 'meta-externalagent', 'facebookbot', 'amazonbot'],
      ...['bedrockbot', 'ccbot', 'cohere-training-data-crawler', 'deepseekbot', 'grokbot', 'ai2bot', 'diffbot'],
      ...['omgili', 'webzio-extended', 'imagesiftbot', 'img2dataset', 'laion', 'pangubot', 'chatglm-spider'],
      ...['timpibot', 'velenpublicwebcrawler', 'icc-crawler', 'cotoyogi', 'sbintuitionsbot', 'kangaroo bot'],
      ...['friendlycrawler', 'crawlspace', 'crawl4ai', 'yandexadditional', 'semrushbot-ocob', 'wrtnbot'],
    ],
  ],
  [
    // In front of the previews: a mail scanner's agent may name the service that it stands before.
    'prefetch',
    [
      // Word, Excel and Outlook ask for a link that is clicked in them, and then hand it to the browser, which asks again.
      ...['ms-office', 'microsoft office', 'microsoft outlook', 'office existence discovery'],
      ...['chrome privacy preserving prefetch proxy', 'googleimageproxy', 'yahoomailproxy', 'yahoocachesystem'],
      ...['safelinks', 'barracuda', 'proofpoint', 'mimecast', 'cloudmark', 'hornetsecurity', 'ironport', 'spamexperts'],
      ...['fireeye', 'zscaler', 'bluecoat', 'trendmicro', 'mailscanner', 'spamtitan', 'mailguard', 'vadesecure'],
    ],
  ],
  [
    'preview',
    [
      // Apple's Messages names the bots of two others, and so does Telegram; who fetches is the same thing.
      ...['facebookexternalhit', 'facebookcatalog', 'facebot', 'twitterbot', '^whatsapp/', 'telegrambot', 'slackbot'],
      ...['slack-imgproxy', 'discordbot', 'linkedinbot', 'skypeuripreview', 'microsoftpreview', 'bingpreview'],
      ...['pinterestbot', '^pinterest/0.', 'redditbot', 'vkshare', 'odklbot', 'viberbot', '^viber/', 'linepoker'],
      ...[
        'line-poker',
        'kakaotalk-scrap',
        'snap url preview',
        '^snapchat/',
        'instagrambot',
        '^tumblr/',
        'bluesky cardyb',
      ],
      ...['mastodon/', 'pleroma', 'akkoma', 'misskey', 'lemmy/', 'friendica', 'synapse', 'mattermost', 'rocket.chat'],
      ...['zulip', 'iframely', 'embedly', 'opengraph', 'unfurl', 'link preview', 'linkpreview', 'urlpreview'],
      ...['google web preview', 'google-pagerenderer', 'google favicon', 'googlemessages', 'flipboardproxy'],
      ...['yahoo link preview', 'trello', 'notionbot', 'nuzzel', 'quora link preview', 'xing-contenttabreceiver'],
      ...['teams/preview', 'zoombot', 'signal-desktop linkpreview', 'bitlybot', 'outbrain', 'dingtalkbot', 'feishubot'],
    ],
  ],
  [
    'monitor',
    [
      ...[
        'uptimerobot',
        'pingdom',
        'statuscake',
        'better uptime',
        'better stack',
        'betterstack',
        'site24x7',
        'datadog',
      ],
      ...['newrelic', 'new relic', 'catchpoint', 'checkly', 'gomezagent', 'dynatrace', 'ruxit', 'uptime-kuma'],
      ...['hetrixtools', 'freshping', 'updown.io', 'nodeping', 'montastic', 'googlestackdrivermonitoring', 'ohdear'],
      ...['google stackdriver', 'amazon-route53-health-check', 'amazon cloudwatch', 'cloudwatchsynthetics'],
      ...['elb-healthchecker', 'googlehc', 'cloudflare-healthchecks', 'cloudflare-traffic-manager', 'kube-probe'],
      ...['consul health check', 'zabbix', 'check_http', 'nagios', 'alertsite', 'uptimebot', 'uptime.com', 'cronitor'],
      ...[
        'pulsetic',
        'hyperping',
        'sentryuptimebot',
        'blackbox exporter',
        'blackbox-exporter',
        'grafana',
        'prometheus',
      ],
      ...['host-tracker', 'hosttracker', 'panopta', 'thousandeyes', 'ptst/', 'lighthouse', 'pagespeed'],
      ...[
        'gtmetrix',
        'speedcurve',
        'rigor',
        'monitis',
        'websitepulse',
        'phpservermon',
        'php server monitor',
        'monibot',
      ],
      ...['healthcheck', 'health-check', 'azure traffic manager', 'applicationinsights', 'alwayson', 'appsignal'],
      ...['instatus', 'uptimia', 'wormly', 'sematext', 'elastic-synthetics', 'dotcom-monitor', 'upptime', 'gatus'],
    ],
  ],
  [
    'search',
    [
      ...['googlebot', 'google-inspectiontool', 'storebot-google', 'bingbot', 'msnbot', 'applebot', 'duckduckbot'],
      ...['duckduckgo-favicons-bot', 'yandexbot', 'yandex.com/bots'],
      ...['baiduspider', 'slurp', 'sogou web spider', 'sogou inst spider', 'sogou pic'],
      ...['yisouspider', '360spider', 'haosouspider', 'petalbot', 'coccocbot', 'seznambot', 'qwantbot', 'qwantify'],
      ...['mojeekbot', 'yeti/', 'daumoa', 'daum/', 'mail.ru_bot', 'yepbot', 'exabot', 'ecosiabot', 'startpagebot'],
      ...[
        'marginalia',
        'neevabot',
        'ask jeeves',
        'gigabot',
        'ia_archiver-search',
        'naverbot',
        'swisscows',
        'stractbot',
      ],
    ],
  ],
  [
    // Agents that look like a browser's, so that nothing else gives them away, or that say nothing at all.
    'other',
    [
      ...['google-safety', 'google-site-verification', 'googleweblight', 'google-cws', 'googleproducer', 'apis-google'],
      ...['adsbot-google', 'mediapartners-google', 'feedfetcher-google', 'google-xrawler', 'google-firebase'],
      ...['headlesschrome', 'headless', 'phantomjs', 'slimerjs', 'puppeteer', 'playwright', 'selenium', 'cypress'],
      ...['webdriver', 'adidxbot', 'virustotal', 'urlscan', 'censys', 'expanse', 'internet-measurement', 'zgrab'],
      ...[
        'masscan',
        'nuclei',
        'nikto',
        'sqlmap',
        'wpscan',
        'palo alto',
        'httpx',
        'scrapy',
        'axios/',
        'undici',
        'deno/',
      ],
      ...['bun/', 'guzzlehttp', 'httpie', 'insomnia', 'libwww-perl', 'winhttp', 'cfnetwork', '^dalvik/'],
    ],
  ],
];
