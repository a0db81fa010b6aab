import { byWord } from './words-by-channel.js';

/**
 * Hosts with all below them, and names of Android apps. `*` stands for `com`, a country's domain, and `co.` or `com.` with
 * one. What is another channel's, or no channel's, below a host that is known stands here too.
 */
export const CHANNEL_OF_HOST = byWord({
  search: `
    google.* bing.com yahoo.* duckduckgo.com ecosia.org qwant.com startpage.com search.brave.com yandex.* ya.ru
    baidu.com sogou.com so.com sm.cn naver.com daum.net seznam.cz coccoc.com mojeek.com swisscows.com kagi.com ask.com
    aol.com dogpile.com metager.org metager.de presearch.com yep.com lycos.* rambler.ru go.mail.ru search.t-online.de
    suche.t-online.de suche.web.de suche.gmx.net search.virgilio.it petalsearch.com syndicatedsearch.goog search.com
    ixquick.com searx.be gibiru.com you.com
    com.google.android.googlequicksearchbox com.microsoft.bing com.duckduckgo.mobile.android`,
  social: `
    facebook.com fb.com fb.me instagram.com threads.net threads.com twitter.com x.com t.co linkedin.com lnkd.in
    pinterest.* pin.it reddit.com redd.it tiktok.com snapchat.com tumblr.com t.umblr.com bsky.app bsky.social
    mastodon.social mastodon.online mstdn.social vk.com vk.ru ok.ru xing.com quora.com news.ycombinator.com lobste.rs
    medium.com substack.com flipboard.com weibo.com weibo.cn xiaohongshu.com zhihu.com douban.com tieba.baidu.com
    nextdoor.com truthsocial.com gab.com lemmy.world stackoverflow.com producthunt.com meetup.com strava.com plurk.com
    hatena.ne.jp mixi.jp digg.com deviantart.com goodreads.com
    com.facebook.katana com.facebook.lite com.instagram.android com.instagram.barcelona com.twitter.android
    com.linkedin.android com.pinterest com.reddit.frontpage com.snapchat.android com.zhiliaoapp.musically
    com.ss.android.ugc.trill com.tumblr com.vkontakte.android xyz.blueskyweb.app org.joinmastodon.android`,
  messaging: `
    whatsapp.com wa.me messenger.com m.me t.me telegram.org telegram.me slack.com discord.com discord.gg discordapp.com
    teams.microsoft.com teams.live.com teams.cloud.microsoft statics.teams.cdn.office.net chat.google.com
    messages.google.com line.me viber.com signal.org skype.com zoom.us kakao.com wechat.com weixin.qq.com element.io
    com.whatsapp com.whatsapp.w4b com.facebook.orca org.telegram.messenger org.telegram.messenger.web org.telegram.plus
    com.slack com.discord com.microsoft.teams jp.naver.line.android com.viber.voip org.thoughtcrime.securesms
    com.google.android.apps.messaging com.samsung.android.messaging com.google.android.apps.dynamite com.kakao.talk
    com.tencent.mm com.tencent.mobileqq com.skype.raider`,
  email: `
    mail.google.com inbox.google.com mail.yahoo.com mail.yahoo.co.jp outlook.com outlook.live.com outlook.office.com
    outlook.office365.com outlook.cloud.microsoft mail.live.com hotmail.com mail.aol.com mail.proton.me protonmail.com
    icloud.com mail.yandex.ru mail.yandex.com mail.ru mail.zoho.com mail.zoho.eu fastmail.com gmx.net gmx.com web.de
    mail.naver.com mail.daum.net mail.qq.com mail.163.com mail.126.com posteo.de mailbox.org tuta.com mail.tutanota.com
    hey.com superhuman.com mail.t-online.de email.t-online.de messagerie.orange.fr mail.orange.fr zimbra.free.fr
    mail.libero.it webmail.libero.it email.seznam.cz poczta.onet.pl poczta.wp.pl mail.rambler.ru
    urldefense.proofpoint.com urldefense.com
    com.google.android.gm com.google.android.gm.lite com.microsoft.office.outlook com.yahoo.mobile.client.android.mail
    com.samsung.android.email.provider ch.protonmail.android com.fsck.k9 net.thunderbird.android me.bluemail.mail`,
  ai: `
    chatgpt.com openai.com claude.ai claude.com anthropic.com perplexity.ai perplexity.com gemini.google.com
    bard.google.com notebooklm.google.com notebooklm.google aistudio.google.com copilot.microsoft.com
    copilot.cloud.microsoft m365.cloud.microsoft copilot.com edgeservices.bing.com grok.com x.ai meta.ai mistral.ai
    deepseek.com poe.com phind.com pi.ai character.ai huggingface.co duck.ai chat.qwen.ai qwen.ai kimi.com kimi.ai
    kimi.moonshot.cn doubao.com yuanbao.tencent.com chatglm.cn z.ai yiyan.baidu.com manus.im iask.ai andisearch.com
    lumo.proton.me felo.ai genspark.ai assistant.kagi.com
    com.openai.chatgpt com.anthropic.claude ai.perplexity.app.android com.google.android.apps.bard com.microsoft.copilot
    ai.x.grok ai.mistral.chat com.deepseek.chat`,
  video: `
    youtube.com youtu.be youtube-nocookie.com vimeo.com twitch.tv dailymotion.com bilibili.com rumble.com odysee.com
    kick.com nicovideo.jp rutube.ru youku.com douyin.com kuaishou.com wistia.com
    com.google.android.youtube tv.twitch.android.app com.vimeo.android.videoapp`,
  paid: `
    googleadservices.com googlesyndication.com doubleclick.net taboola.com outbrain.com adroll.com criteo.com
    bat.bing.com adform.net adnxs.com`,
  referral: `
    docs.google.com drive.google.com sites.google.com calendar.google.com meet.google.com groups.google.com
    classroom.google.com translate.google.com accounts.google.com play.google.com support.google.com forms.google.com
    business.google.com developers.google.com cloud.google.com login.yahoo.com finance.yahoo.com blog.naver.com
    cafe.naver.com pan.baidu.com disk.yandex.ru`,
});
