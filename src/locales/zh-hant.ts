// Chinese in traditional characters, as it is written in Taiwan and Hong Kong. Each text is the value of a Fluent message.
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

export const zhHant: Wordings = {
  start: `
    <b>你好，我是問答機器人。</b>
    我從{ -wiki-html }的專題文章裡找答案：直接傳一個問題，我把對應的原文段落傳給你，並註明出處。{ $articles ->
        [0] { "" }
       *[other] 目前收錄 { $articles } 篇專題。
    }`,
  'start-examples': '可以先試試這幾個：',
  help: `
    <b>怎麼用</b>
    • 直接傳送問題；接著追問時不必再提是哪個專題
    • 回答下面的按鈕：下一條、整節、全文、相關專題
    • /topics 依分類或拼音列出全部專題，後面加上幾個字、拼音或首字母就依標題找
    • /latest 最新，/hot 熱門，/random 隨便看看
    • 在任何聊天裡輸入我的使用者名稱加上幾個字，就能把原文分享給別人
    • 在群組裡：用 /ask 加上問題，或者 @ 我，或者回覆我的訊息
    • /language 換語言，/privacy 看我存了什麼，/forget 把它刪掉
    
    簡體、英文提問都可以。回答都是文章原文；沒有把握時我會直說。`,
  'ask-usage': '請在 /ask 後面寫上問題。',
  'guest-usage': '請在 { $text } 後面寫上問題。',
  'text-only': '我只看得懂文字，請把問題打成一句話傳給我。',
  meta: `{ $date }{ $views ->
        [0] { "" }
       *[other] { " · " }{ $views } 次閱讀
    }`,
  'button-previous': '‹ 上一條',
  'button-next': '下一條 { $position }/{ $count }',
  'button-next-of-part': '下一條',
  'button-more-related': '更多相關 ›',
  'button-source': '原文 ↗',
  'button-page': '網頁 ↗',
  'button-whole-section': '整節',
  'button-whole-article': '全文',
  'button-back-to-answer': '↩ 返回回答',
  'button-previous-page': '‹ 上一頁',
  'button-next-page': '下一頁 ›',
  'button-previous-section': '‹ 上一節',
  'button-next-section': '下一節 ›',
  'button-back-to-topic': '↩ 返回專題',
  'button-back-to-list': '↩ 返回列表',
  'button-all-topics': '☰ 全部專題',
  'button-previous-sections': '‹ 前面的小節',
  'button-more-sections': '更多小節 ›',
  'button-latest': '最新',
  'button-hot': '熱門',
  'button-random': '隨便看看',
  'button-folders': '▤ 依分類',
  'button-another-random': '🎲 換一篇',
  'button-open-private': '私聊裡看全文、繼續問 ↗',
  'button-ask-more': '看全文、繼續問 ↗',
  'button-ask-private': '去私聊裡問 ↗',
  'button-drop-topic': '✕ 不是問「{ $topic }」',
  'page-number': '第 { $page }/{ $count } 頁',
  'section-place': '第 { $position }/{ $count } 節',
  introduction: '引言',
  unsure: '沒有找到有把握的答案，最接近的是這一段：',
  'understood-as': '依「{ $question }」搜尋',
  'read-as': '問題較長，主要依這幾句搜尋：「{ $question }」',
  'assumed-topic': '接著「{ $topic }」的話題',
  'nothing-close': '這幾個專題也許相關：',
  'topics-named': '沒有哪一段能直接回答，不過有這些標題相符的專題：',
  'topics-letters': '全部專題（{ $count } 篇）',
  'topics-hint': '依標題的拼音首字母排列；在 /topics 後面加上幾個字、拼音或首字母，可以依標題找。',
  'topics-of-letter': '{ $letter }（{ $count } 篇）',
  'topics-folders': '依分類瀏覽',
  'topics-latest': '最新專題',
  'topics-hot': '熱門專題',
  'topics-search': `{ $count ->
        [0] 沒有專題的標題裡有「{ $text }」。可以直接把它當問題傳給我。
       *[other] 標題裡有「{ $text }」的專題：
    }`,
  'letter-other': '其他',
  reads: `{ $views ->
        [0] { "" }
       *[other] { $views } 次閱讀
    }`,
  ...SMALL_TALK_TEXTS['zh-hant'],
  ...ACCESS_TEXTS['zh-hant'],
  nothing: '這裡的專題沒有講到這個問題。換個說法，或者換個問題試試。',
  'contact-label': '聯絡真人',
  'contact-press': '需要找人時，請按下面的「{ $contact }」。',
  'contact-write': '需要找人時，請聯絡：{ $contact }',
  'no-topic': '想了解哪方面的內容？請先傳送一個問題。',
  'no-more': '這個問題的相關內容就是這些了。',
  'with-example': '{ $text }例如：{ $example }',
  stale: '這個按鈕對應的內容已經更新，請重新提問。',
  'picture-missing': '這張圖片現在打不開。',
  'link-stale': '這個連結指向的內容已經更新，請直接提問，或者用 /topics 找找看。',
  'pressed-question': '❓ { $question }',
  failed: '抱歉，剛才出了點問題，請稍後再試。',
  'voted-up': '謝謝！已記下：有幫助',
  'voted-down': '謝謝！已記下：沒幫上忙',
  'vote-why': '已記下。哪裡不合適？',
  'voted-reason': '謝謝！已記下：{ $reason }',
  'vote-taken-back': '已撤銷，這次評價不再保留',
  'button-take-back': '↩ 撤銷',
  'reason-irrelevant': '不相關',
  'reason-outdated': '過時',
  'reason-incomplete': '不完整',
  'reason-other': '其他',
  'inline-nothing': '沒有找到，去私聊裡問',
  'language-choose': '請選擇我使用的語言（文章原文不會翻譯）：',
  'language-chosen': '好的，以後我用繁體中文。',
  'only-administrators': '只有群組管理員可以變更。',
  privacy: `
    <b>我存了什麼</b>
    • 你按 👍 或 👎 時：問題、那一節、你選的原因、索引版本、把握程度、時間，以及聊天、訊息和你的帳號的編號；不存使用者名稱，也不存別的訊息；再按一次就撤銷並刪除
    • 用 /language 選的語言，和聊天的編號
    • 每篇專題被看了多少次，不記是誰看的
    • 如果你是透過邀請連結加入的：你的帳號編號
    • 最近處理過的 Telegram 更新的編號，以免重複回答
    • 正在等候回答的訊息，免得重新啟動後漏答；回答後十分鐘內刪除
    追問時要用到的上一個話題、剛問過的問題（改了字，回答也跟著改），以及從別的聊天裡帶過來的長問題，只放在記憶體裡，半小時後忘掉；最近一分鐘問了幾次，也只放在記憶體裡。
    
    /forget 刪除和這個聊天有關的一切；在私聊裡也刪除你的成員身分，之後要有新的邀請連結才能再進來。`,
  forgotten: '已刪除：這裡的語言設定和評價，也忘掉了剛才的話題。',
  'forgotten-yours': '已刪除你在這個群組裡的評價，也忘掉了剛才的話題。群組的設定由管理員用 /forget 刪除。',
  'forgotten-more': '/privacy 裡列出的其他內容，凡是來自你的，也都刪除了。',
  'command-start': '開始使用',
  'command-ask': '提一個問題',
  'command-topics': '依拼音或標題找專題',
  'command-latest': '最新專題',
  'command-hot': '熱門專題',
  'command-random': '隨便看看',
  'command-language': '變更語言',
  'command-help': '使用說明',
  'command-privacy': '機器人存了什麼',
  'command-forget': '刪除機器人存的內容',
  ...ADMIN_TEXTS['zh-hant'],
  ...ADMIN_PAGE_TEXTS['zh-hant'],
  ...ADMIN_GAP_TEXTS['zh-hant'],
  ...GAP_TEXTS['zh-hant'],
  ...TOLD_TEXTS['zh-hant'],
  ...RELAY_TEXTS['zh-hant'],
  ...REPORT_TEXTS['zh-hant'],
  ...STATS_TEXTS['zh-hant'],
  'bot-description': `
    我從{ -wiki }的專題文章裡找答案：傳一個問題，收到對應的原文段落和出處。沒有把握時我會直說。
    
    也可以依拼音瀏覽全部專題，或者在任何聊天裡分享原文。`,
  'bot-short-description': '向{ -wiki }提問，收到專題文章裡對應的原文段落和出處。',
  ...STAFF_TEXTS['zh-hant'],
  ...TERMINAL_TEXTS['zh-hant'],
  'web-title': '{ -name }',
  'web-tagline': '向{ -wiki }提問',
  'web-description': '輸入問題，直接讀到專題文章裡的答案原文。',
  'web-skip': '跳到正文',
  'web-search': '搜尋',
  'web-search-hint': '問題、幾個字或拼音首字母',
  'web-navigation': '目前位置',
  'web-home': '全部專題',
  'web-letters': '依拼音首字母',
  'web-pages': '分頁',
  'web-results': '搜尋結果',
  'web-results-of': '「{ $text }」的搜尋結果',
  'web-answer': '回答',
  'web-passages': '更多段落',
  'web-passages-near': '用詞相近的段落',
  'web-passages-count': `{ $count ->
        [0] 沒有找到段落
       *[other] { $count } 個段落
    }`,
  'web-topics-count': '{ $count } 篇專題',
  'web-contents': '目錄',
  'web-related': '相關專題',
  'web-share': '在 Telegram 裡分享 ↗',
  'web-ask': '就此提問',
  'web-previous': '上一篇：{ $topic }',
  'web-next': '下一篇：{ $topic }',
  'web-beside': '更多專題',
  'web-copy': '複製',
  'web-copied': '已複製',
  'web-copy-link': '複製連結',
  'web-not-found-title': '找不到頁面',
  'web-not-found': '這個網址沒有頁面。',
  'web-busy': '目前瀏覽人數較多，請稍後再試。',
  'web-closest': '你要找的是不是',
  'web-language': '語言',
  'web-feed': '新專題訂閱',
  ...CHAT_TEXTS['zh-hant'],
  ...DESK_TEXTS['zh-hant'],
  ...TALK_TEXTS['zh-hant'],
  ...TICKET_TEXTS['zh-hant'],
};
