const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const ANDROID =
  'Mozilla/5.0 (Linux; Android 14; SM-S921B Build/UP1A.231005.007; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0';

export const IN_APP_BROWSERS = `
mobile, iOS, Facebook
  ${IPHONE} Mobile/15E148 [FBAN/FBIOS;FBAV/520.0.0.38.101;FBBV/756351453;FBDV/iPhone15,2;FBMD/iPhone;FBSN/iOS;FBSV/18.5;FBSS/3;FBCR/;FBID/phone;FBLC/de_DE;FBOP/5]
mobile, Android, Facebook
  ${ANDROID} Chrome/137.0.7151.61 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/520.0.0.51.87;]
  ${ANDROID} Chrome/137.0.7151.61 Mobile Safari/537.36[FBAN/EMA;FBLC/pt_BR;FBAV/455.0.0.9.107;FBCX/modulariab;]
mobile, iOS, Messenger
  ${IPHONE} Mobile/15E148 [FBAN/MessengerForiOS;FBAV/515.0.0.30.106;FBBV/745;FBDV/iPhone14,5;FBMD/iPhone;FBSN/iOS;FBSV/18.5;FBSS/3;FBID/phone;FBLC/en_US;FBOP/5]
mobile, Android, Messenger
  ${ANDROID} Chrome/137.0.7151.61 Mobile Safari/537.36 [FB_IAB/MESSENGER;FBAV/510.0.0.44.104;]
  ${ANDROID} Chrome/137.0.7151.61 Mobile Safari/537.36 [FB_IAB/Orca-Android;FBAV/430.0.0.22.110;]
mobile, iOS, Instagram
  ${IPHONE} Mobile/22F76 Instagram 385.0.0.41.82 (iPhone15,2; iOS 18_5; de_DE; de; scale=3.00; 1179x2556; 747862316; IABMV/1)
mobile, Android, Instagram
  ${ANDROID} Chrome/137.0.7151.61 Mobile Safari/537.36 Instagram 384.0.0.41.75 Android (34/14; 480dpi; 1080x2116; samsung; SM-S921B; e1s; s5e9945; de_DE; 742049172; IABMV/1)
mobile, iOS, Threads
  ${IPHONE} Mobile/22F76 Barcelona 385.0.0.37.76 (iPhone15,2; iOS 18_5; en_US; en; scale=3.00; 1179x2556; 747123456)
mobile, Android, Threads
  ${ANDROID} Chrome/137.0.7151.61 Mobile Safari/537.36 Barcelona 384.0.0.41.75 Android (34/14; 480dpi; 1080x2116; samsung; SM-S921B; e1s; s5e9945; en_US; 742049172)
mobile, iOS, TikTok
  ${IPHONE} Mobile/15E148 musical_ly_39.8.0 BytedanceWebview/d8a21c6 JsSdk/2.0 NetType/WIFI Channel/App Store ByteLocale/en Region/GB RevealType/Dialog isDarkMode/1
mobile, Android, TikTok
  ${ANDROID} Chrome/137.0.7151.61 Mobile Safari/537.36 musical_ly_2023908030 JsSdk/1.0 NetType/WIFI Channel/googleplay AppName/musical_ly app_version/39.8.3 ByteLocale/en Region/US BytedanceWebview/d8a21c6
mobile, iOS, Snapchat
  ${IPHONE} Mobile/15E148 Snapchat/13.45.0.51 (like Safari/8621.2.5.10.10, panda)
mobile, Android, Snapchat
  ${ANDROID} Chrome/137.0.7151.61 Mobile Safari/537.36 Snapchat/13.45.0.54 (SM-S921B; Android 14#S921B#34; gzip; )
mobile, iOS, Pinterest
  ${IPHONE} Mobile/22F76 [Pinterest/iOS]
mobile, Android, Pinterest
  ${ANDROID} Chrome/137.0.7151.61 Mobile Safari/537.36 [Pinterest/Android]
mobile, iOS, LinkedIn
  ${IPHONE} Mobile/15E148 [LinkedInApp]/9.31.1052
mobile, Android, LinkedIn
  ${ANDROID} Chrome/137.0.7151.61 Mobile Safari/537.36 [LinkedInApp]
mobile, iOS, Twitter
  ${IPHONE} Version/18.5 Mobile/15E148 Safari/604.1 Twitter for iPhone/11.6
mobile, Android, Twitter
  ${ANDROID} Chrome/137.0.7151.61 Mobile Safari/537.36 TwitterAndroid
mobile, iOS, WeChat
  ${IPHONE} Mobile/15E148 MicroMessenger/8.0.60(0x18003c31) NetType/WIFI Language/en
mobile, Android, WeChat
  ${ANDROID} Chrome/130.0.6723.103 Mobile Safari/537.36 XWEB/1300409 MMWEBSDK/20250201 MMWEBID/3218 MicroMessenger/8.0.60.2860(0x28003C3C) WeChat/arm64 Weixin NetType/WIFI Language/en ABI/arm64
mobile, iOS, Line
  ${IPHONE} Mobile/15E148 Safari Line/15.8.0
mobile, Android, Line
  ${ANDROID} Chrome/137.0.7151.61 Mobile Safari/537.36 Line/15.8.1/IAB
mobile, iOS, KakaoTalk
  ${IPHONE} Mobile/15E148 KAKAOTALK/25.5.0 (INAPP)
mobile, Android, KakaoTalk
  ${ANDROID} Chrome/137.0.7151.61 Mobile Safari/537.36;KAKAOTALK 2610270
mobile, Android, Telegram
  Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/137.0.7151.61 Mobile Safari/537.36 Telegram-Android/11.12.0 (Samsung SM-S921B; Android 14; SDK 34; HIGH)
mobile, iOS, Naver
  ${IPHONE} Mobile/15E148 NAVER(inapp; search; 2000; 12.13.2; 15PRO)
mobile, Android, Naver
  ${ANDROID} Chrome/137.0.7151.61 Whale/1.0.0.0 Crosswalk/29.137.0.12 Mobile Safari/537.36 NAVER(inapp; search; 2000; 12.14.1)
mobile, Android, Daum
  ${ANDROID} Chrome/137.0.7151.61 Mobile Safari/537.36 DaumApps/8.7.0 DaumDevice/mobile
mobile, iOS, Google
  ${IPHONE} GSA/373.0.770331423 Mobile/15E148 Safari/604.1
mobile, iOS, Bing
  ${IPHONE} Version/18.0 Mobile/15E148 Safari/604.1 BingSapphire/31.2.430525001
mobile, Android, Baidu
  ${ANDROID} Chrome/97.0.4692.98 Mobile Safari/537.36 T7/13.80 SP-engine/3.33.0 baiduboxapp/13.81.0.10 (Baidu; P1 14) NABar/1.0
mobile, Android, Weibo
  ${ANDROID} Chrome/134.0.6998.135 Mobile Safari/537.36 Weibo (samsung-SM-S921B__weibo__15.5.2__android__android14)
mobile, iOS, Alipay
  ${IPHONE} Mobile/22F76 ChannelId(0) NebulaSDK/1.8.100112 Nebula AlipayDefined(nt:WIFI,ws:393|788|3.0) AliApp(AP/10.7.30.6000) AlipayClient/10.7.30.6000 Language/en
mobile, iOS, DingTalk
  ${IPHONE} Mobile/22F76 AliApp(DingTalk/7.6.50) com.laiwang.DingTalk/48612345 Channel/201200 language/en-US
mobile, Android, Lark
  ${ANDROID} Chrome/126.0.6478.122 Mobile Safari/537.36 Lark/7.40.9 LarkLocale/en_US
mobile, iOS, Reddit
  ${IPHONE} Mobile/15E148 Reddit/2025.20.0
mobile, iOS, SmartNews
  ${IPHONE} Mobile/15E148 SmartNews/25.5.1
mobile, Android, NewsBreak
  ${ANDROID} Chrome/137.0.7151.61 Mobile Safari/537.36 NewsBreak/25.19.0
mobile, iOS, Flipboard
  ${IPHONE} Mobile/15E148 Flipboard/4.3.34
mobile, Android, Viber
  ${ANDROID} Chrome/137.0.7151.61 Mobile Safari/537.36 Viber/25.5.0
mobile, Android, Teams
  ${ANDROID} Chrome/137.0.7151.61 Mobile Safari/537.36 TeamsMobile-Android
tablet, iPadOS, Facebook
  Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/520.0.0.38.101;FBBV/756;FBDV/iPad14,3;FBMD/iPad;FBSN/iPadOS;FBSV/18.5;FBSS/2;FBCR/;FBID/tablet;FBLC/en_GB;FBOP/5]
tablet, iPadOS, Instagram
  Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/22F76 Instagram 385.0.0.41.82 (iPad14,3; iPadOS 18_5; en_GB; en; scale=2.00; 750x1334; 747862316)
`;
