// Chinese in simplified characters. Each text is the value of a Fluent message.
import { ACCESS_TEXTS } from './access-texts.ts';
import { ADMIN_GAP_TEXTS } from './admin-gap-texts.ts';
import { ADMIN_PAGE_TEXTS } from './admin-page-texts.ts';
import { ADMIN_TEXTS } from './admin-texts.ts';
import { CHAT_TEXTS } from './chat-texts.ts';
import { GAP_TEXTS } from './gap-texts.ts';
import { DESK_TEXTS } from './desk-texts.ts';
import { RELAY_TEXTS } from './relay-texts.ts';
import { REPORT_TEXTS } from './report-texts.ts';
import { SMALL_TALK_TEXTS } from './small-talk-texts.ts';
import { STAFF_TEXTS } from './staff-texts.ts';
import { STATS_TEXTS } from './stats-texts.ts';
import { TALK_TEXTS } from './talk-texts.ts';
import { TERMINAL_TEXTS } from './terminal-texts.ts';
import { TOLD_TEXTS } from './told-texts.ts';
import { TICKET_TEXTS } from './ticket-texts.ts';
import type { Wordings } from './wordings.ts';

export const zhHans: Wordings = {
  start: `
    <b>你好，我是问答机器人。</b>
    我从{ -wiki-html }的专题文章里找答案：直接发一个问题，我把对应的原文段落发给你，并注明出处。{ $articles ->
        [0] { "" }
       *[other] 现在收录 { $articles } 篇专题。
    }`,
  'start-examples': '可以先试试这几个：',
  help: `
    <b>怎么用</b>
    • 直接发送问题；接着追问时不必再提是哪个专题
    • 回答下面的按钮：下一条、整节、全文、相关专题
    • /topics 按分类或拼音列出全部专题，后面加上几个字、拼音或首字母就按标题找
    • /latest 最新，/hot 热门，/random 随便看看
    • 在任何聊天里输入我的用户名加上几个字，就能把原文分享给别人
    • 在群里：用 /ask 加上问题，或者 @ 我，或者回复我的消息
    • /language 换语言，/privacy 看我存了什么，/forget 把它删掉
    
    繁体、英文提问都可以。回答都是文章原文；没有把握时我会直说。`,
  'ask-usage': '请在 /ask 后面写上问题。',
  'guest-usage': '请在 { $text } 后面写上问题。',
  'text-only': '我只看得懂文字，请把问题打成一句话发给我。',
  meta: `{ $date }{ $views ->
        [0] { "" }
       *[other] { " · " }{ $views } 次阅读
    }`,
  'button-previous': '‹ 上一条',
  'button-next': '下一条 { $position }/{ $count }',
  'button-next-of-part': '下一条',
  'button-more-related': '更多相关 ›',
  'button-source': '原文 ↗',
  'button-page': '网页 ↗',
  'button-whole-section': '整节',
  'button-whole-article': '全文',
  'button-back-to-answer': '↩ 返回回答',
  'button-previous-page': '‹ 上一页',
  'button-next-page': '下一页 ›',
  'button-previous-section': '‹ 上一节',
  'button-next-section': '下一节 ›',
  'button-back-to-topic': '↩ 返回专题',
  'button-back-to-list': '↩ 返回列表',
  'button-all-topics': '☰ 全部专题',
  'button-previous-sections': '‹ 前面的小节',
  'button-more-sections': '更多小节 ›',
  'button-latest': '最新',
  'button-hot': '热门',
  'button-random': '随便看看',
  'button-folders': '▤ 按分类',
  'button-another-random': '🎲 换一篇',
  'button-open-private': '私聊里看全文、继续问 ↗',
  'button-ask-more': '看全文、继续问 ↗',
  'button-ask-private': '去私聊里问 ↗',
  'button-drop-topic': '✕ 不是问“{ $topic }”',
  'page-number': '第 { $page }/{ $count } 页',
  'section-place': '第 { $position }/{ $count } 节',
  introduction: '引言',
  unsure: '没有找到有把握的答案，最接近的是这一段：',
  'understood-as': '按“{ $question }”查找',
  'read-as': '问题较长，主要按这几句查找：“{ $question }”',
  'assumed-topic': '接着“{ $topic }”的话题',
  'nothing-close': '这几个专题也许相关：',
  'topics-named': '没有哪一段能直接回答，不过有这些标题相符的专题：',
  'topics-letters': '全部专题（{ $count } 篇）',
  'topics-hint': '按标题的拼音首字母排列；在 /topics 后面加上几个字、拼音或首字母，可以按标题找。',
  'topics-of-letter': '{ $letter }（{ $count } 篇）',
  'topics-folders': '按分类浏览',
  'topics-latest': '最新专题',
  'topics-hot': '热门专题',
  'topics-search': `{ $count ->
        [0] 没有专题的标题里有“{ $text }”。可以直接把它当问题发给我。
       *[other] 标题里有“{ $text }”的专题：
    }`,
  'letter-other': '其他',
  reads: `{ $views ->
        [0] { "" }
       *[other] { $views } 次阅读
    }`,
  ...SMALL_TALK_TEXTS['zh-hans'],
  ...ACCESS_TEXTS['zh-hans'],
  nothing: '这里的专题没有讲到这个问题。换个说法，或者换个问题试试。',
  'contact-label': '联系人工',
  'contact-press': '需要找人时，请按下面的“{ $contact }”。',
  'contact-write': '需要找人时，请联系：{ $contact }',
  'no-topic': '想了解哪方面的内容？请先发送一个问题。',
  'no-more': '这个问题的相关内容就是这些了。',
  'with-example': '{ $text }例如：{ $example }',
  stale: '这个按钮对应的内容已经更新，请重新提问。',
  'picture-missing': '这张图片现在打不开。',
  'link-stale': '这个链接指向的内容已经更新，请直接提问，或者用 /topics 找找看。',
  'pressed-question': '❓ { $question }',
  failed: '抱歉，刚才出了点问题，请稍后再试。',
  'voted-up': '谢谢！已记下：有帮助',
  'voted-down': '谢谢！已记下：没帮上忙',
  'vote-why': '已记下。哪里不合适？',
  'voted-reason': '谢谢！已记下：{ $reason }',
  'vote-taken-back': '已撤销，这次评价不再保留',
  'button-take-back': '↩ 撤销',
  'reason-irrelevant': '不相关',
  'reason-outdated': '过时',
  'reason-incomplete': '不完整',
  'reason-other': '其他',
  'inline-nothing': '没有找到，去私聊里问',
  'language-choose': '请选择我使用的语言（文章原文不会翻译）：',
  'language-chosen': '好的，以后我用简体中文。',
  'only-administrators': '只有群管理员可以更改。',
  privacy: `
    <b>我存了什么</b>
    • 你按 👍 或 👎 时：问题、那一节、你选的原因、索引版本、把握程度、时间，以及聊天、消息和你的账号的编号；不存用户名，也不存别的消息；再按一次就撤销并删除
    • 用 /language 选的语言，和聊天的编号
    • 每篇专题被看了多少次，不记是谁看的
    • 如果你是通过邀请链接加入的：你的账号编号
    • 最近处理过的 Telegram 更新的编号，以免重复回答
    • 正在等候回答的消息，免得重启后漏答；回答后十分钟内删除
    追问时要用到的上一个话题、刚问过的问题（改了字，回答也跟着改），以及从别的聊天里带过来的长问题，只放在内存里，半小时后忘掉；最近一分钟问了几次，也只放在内存里。
    
    /forget 删除和这个聊天有关的一切；在私聊里也删除你的成员身份，之后要有新的邀请链接才能再进来。`,
  forgotten: '已删除：这里的语言设置和评价，也忘掉了刚才的话题。',
  'forgotten-yours': '已删除你在这个群里的评价，也忘掉了刚才的话题。群的设置由管理员用 /forget 删除。',
  'forgotten-more': '/privacy 里列出的其他内容，凡是来自你的，也都删除了。',
  'command-start': '开始使用',
  'command-ask': '提一个问题',
  'command-topics': '按拼音或标题找专题',
  'command-latest': '最新专题',
  'command-hot': '热门专题',
  'command-random': '随便看看',
  'command-language': '更换语言',
  'command-help': '使用说明',
  'command-privacy': '机器人存了什么',
  'command-forget': '删除机器人存的内容',
  ...ADMIN_TEXTS['zh-hans'],
  ...ADMIN_PAGE_TEXTS['zh-hans'],
  ...ADMIN_GAP_TEXTS['zh-hans'],
  ...GAP_TEXTS['zh-hans'],
  ...TOLD_TEXTS['zh-hans'],
  ...RELAY_TEXTS['zh-hans'],
  ...REPORT_TEXTS['zh-hans'],
  ...STATS_TEXTS['zh-hans'],
  'bot-description': `
    我从{ -wiki }的专题文章里找答案：发一个问题，收到对应的原文段落和出处。没有把握时我会直说。
    
    也可以按拼音浏览全部专题，或者在任何聊天里分享原文。`,
  'bot-short-description': '向{ -wiki }提问，收到专题文章里对应的原文段落和出处。',
  ...STAFF_TEXTS['zh-hans'],
  ...TERMINAL_TEXTS['zh-hans'],
  'web-title': '{ -name }',
  'web-tagline': '向{ -wiki }提问',
  'web-description': '输入问题，直接读到专题文章里的答案原文。',
  'web-skip': '跳到正文',
  'web-search': '搜索',
  'web-search-hint': '问题、几个字或拼音首字母',
  'web-navigation': '当前位置',
  'web-home': '全部专题',
  'web-letters': '按拼音首字母',
  'web-pages': '分页',
  'web-results': '搜索结果',
  'web-results-of': '“{ $text }”的搜索结果',
  'web-answer': '回答',
  'web-passages': '更多段落',
  'web-passages-near': '用词相近的段落',
  'web-passages-count': `{ $count ->
        [0] 没有找到段落
       *[other] { $count } 个段落
    }`,
  'web-topics-count': '{ $count } 篇专题',
  'web-contents': '目录',
  'web-related': '相关专题',
  'web-share': '在 Telegram 里分享 ↗',
  'web-ask': '就此提问',
  'web-previous': '上一篇：{ $topic }',
  'web-next': '下一篇：{ $topic }',
  'web-beside': '更多专题',
  'web-copy': '复制',
  'web-copied': '已复制',
  'web-copy-link': '复制链接',
  'web-not-found-title': '找不到页面',
  'web-not-found': '这个地址没有页面。',
  'web-busy': '当前访问人数较多，请稍后再试。',
  'web-closest': '你要找的是不是',
  'web-language': '语言',
  'web-feed': '新专题订阅',
  ...CHAT_TEXTS['zh-hans'],
  ...DESK_TEXTS['zh-hans'],
  ...TALK_TEXTS['zh-hans'],
  ...TICKET_TEXTS['zh-hans'],
};
