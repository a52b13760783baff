/** Chinese (simplified), in Fluent syntax. */
export const zh = `
start =
    <b>你好，我是问答机器人。</b>
    我从本站的专题文章里找答案：直接发一个问题，我把回答它的原文段落发给你，并注明出处。{ $articles ->
        [0] { "" }
       *[other] { " " }现在收录 { $articles } 篇专题。
    }
start-examples = 可以先试试这几个：
help =
    <b>怎么用</b>
    • 直接发送问题，例如“科创板开户门槛”
    • 也可以用 /ask 加上问题
    • 回答下面的按钮：下一段原文、相关专题、原文链接
    
    繁体、英文提问都可以。回答都是文章原文；没有把握时我会直说。
ask-usage = 请在 /ask 后面写上问题，例如：/ask 科创板开户门槛
text-only = 我只看得懂文字，请把问题打成一句话发给我。
meta = { $date } · { $views } 次阅读
further = 另见：
button-previous = ‹ 上一段
button-next = 下一段 ›
button-source = 原文 ↗
unsure = 没有找到有把握的答案，最接近的是这一段：
understood-as = 按“{ $question }”查找
nothing = 这里的专题没有讲到这个问题。换个说法，或者换一个和企业、经营有关的问题试试。
no-content = 你好！请直接发送想了解的问题，例如“{ $example }”。
greeting = 你好！我从本站的专题文章里找答案，请直接发送想了解的问题，例如“{ $example }”。
thanks = 不客气！还想了解什么，直接问我就好。
complaint = 抱歉没有帮上忙。换个说法，或者写上专题的名字再问一次试试，例如“{ $example }”。
about = 我是问答机器人：你发一个问题，我从本站的专题文章里找出回答它的原文段落。可以试试“{ $example }”。
example-question = 科创板开户门槛
topic-related = 相关专题：
stale = 这个按钮对应的内容已经更新，请重新提问。
pressed-question = ❓ { $question }
failed = 抱歉，刚才出了点问题，请稍后再试。
command-start = 开始使用
command-ask = 提问，例如 /ask 科创板开户门槛
command-help = 使用说明
prompt-welcome = 没有设置 BOT_TOKEN，因此没有连接 Telegram。可以在这里直接提问（Ctrl-D 退出）。
prompt = 问题>
prompt-help = 直接输入问题即可，例如“科创板开户门槛”。按 Ctrl-D 退出。
prompt-unsure = 最接近的专题：
prompt-related = 相关专题：
prompt-source = 原文：
`;
