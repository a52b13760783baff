/** English, in Fluent syntax. */
export const en = `
start =
    <b>Hello, I answer questions from this wiki.</b>
    Send me a question and I reply with the passage that answers it, word for word, and where it stands.{ $articles ->
        [0] { "" }
        [one] { " " }There is { $articles } topic now.
       *[other] { " " }There are { $articles } topics now.
    }
start-examples = Try one of these:
help =
    <b>How to use me</b>
    • Just send a question, such as “Who insures the cargo under CIF?”; then go on with “and under FOB?”
    • Buttons below an answer: the next passage, the whole section, the whole article, related topics
    • /topics lists the topics from A to Z; /topics and some words, pinyin or initials (qywx) finds them by title
    • /latest, /hot and /random show the newest, the most read and any topic
    • Type my username and some words in any chat to share a passage there
    • In groups: /ask and the question, or mention me, or reply to me
    • /language changes my language, /privacy says what I store, /forget deletes it
    
    Chinese (simplified or traditional) and English both work. Answers are quoted from the articles; when I am not sure, I say so.
ask-usage = Write your question behind /ask, for example: /ask Who insures the cargo under CIF?
text-only = I can only read text. Please type your question.
meta = { $date } · { $views ->
        [one] { $views } view
       *[other] { $views } views
    }
further = See also:
button-previous = ‹ Previous
button-next = Next passage { $position }/{ $count } ›
button-source = Source ↗
button-page = Page ↗
button-whole-section = Whole section
button-whole-article = Whole article
button-back-to-answer = ↩ Back to the answer
button-previous-page = ‹ Previous page
button-next-page = Next page ›
button-previous-section = ‹ Previous section
button-next-section = Next section ›
button-back-to-topic = ↩ Back to the topic
button-back-to-list = ↩ Back to the list
button-all-topics = ☰ All topics
button-previous-sections = ‹ Earlier sections
button-more-sections = More sections ›
button-latest = Newest
button-hot = Most read
button-random = Any
button-another-random = 🎲 Another one
button-open-private = Read on and ask in private ↗
button-ask-more = Read on and ask more ↗
button-drop-topic = ✕ Not about “{ $topic }”
page-number = Page { $page } of { $count }
section-place = Section { $position } of { $count }
introduction = Introduction
unsure = I have no answer I am sure of. This comes closest:
understood-as = Searched for “{ $question }”
assumed-topic = Still about “{ $topic }”
topics-named = No passage answers this, but these topics have it in their title:
topics-letters = All topics ({ $count })
topics-hint = By the pinyin initial of their title. Write words, pinyin or initials (qywx) behind /topics to find titles.
topics-of-letter = { $letter } ({ $count })
topics-latest = Newest topics
topics-hot = Most read topics
topics-search = { $count ->
        [0] No topic has “{ $text }” in its title. You can simply send it to me as a question.
       *[other] Topics with “{ $text }” in their title:
    }
letter-other = Other
reads = { $views ->
        [one] { $views } view
       *[other] { $views } views
    }
nothing = The topics here do not cover this. Try other words, or another question about companies and business.
no-content = Hello! Just send me what you want to know, for example “{ $example }”.
greeting = Hello! I answer from the articles kept here. Just send me what you want to know, for example “{ $example }”.
thanks = You are welcome! Just ask when there is anything else you want to know.
complaint = Sorry that this did not help. Please try other words, or name the topic, for example “{ $example }”.
about = I am a question-and-answer bot: you send a question, and I find the passage of an article that answers it. Try “{ $example }”, or see with /topics what there is.
example-question = Who insures the cargo under CIF?
stale = What this button showed has been updated. Please ask again.
link-stale = What this link led to has been updated. Just ask, or look for it with /topics.
pressed-question = ❓ { $question }
failed = Sorry, something went wrong. Please try again later.
voted-up = Thank you! Noted as helpful
voted-down = Thank you! Noted as not helpful
inline-nothing = Nothing found – ask in private
language-choose = Which language shall I speak? (Articles are never translated.)
language-chosen = All right, I speak English from now on.
only-administrators = Only administrators of the group can change this.
privacy =
    <b>What I store</b>
    • When you press 👍 or 👎: the question, the section, the version of the index, how sure I was, the time, and the numbers of the chat, the message and your account; no user name and no other message
    • The language chosen with /language, and the number of the chat
    • Questions I could not answer: the question itself, how often and when last, not who asked
    • How often each topic was read, not by whom
    • The numbers of the last updates I have handled, so that I do not answer twice
    The last topic, which I need for follow-up questions, and a long question brought along from another chat are only in memory and forgotten after half an hour.
    
    /forget deletes everything about this chat.
forgotten = Deleted: the language and the votes of this chat. I have forgotten its last topic, too.
forgotten-yours = I have deleted your votes in this group and forgotten the last topic. Administrators can delete the group’s settings with /forget.
command-start = Start here
command-ask = Ask, for example /ask Who insures the cargo under CIF?
command-topics = Find topics from A to Z or by title
command-latest = The newest topics
command-hot = The most read topics
command-random = Any topic
command-language = Change my language
command-help = How to use me
command-privacy = What I store
command-forget = Delete what I store
admin-generation = Generation { $generation }
admin-corpus = { $articles } articles, { $sections } sections, { $passages } passages
admin-skipped = Left out because of mistakes: { $count } files
admin-model = Model { $model }
admin-built = Built { $date } UTC ({ $age } ago)
admin-build = Last build: { $embedded } passages embedded, { $reused } taken over
admin-graph-new = Graph built anew
admin-graph-extended = Graph of the generation before, extended
admin-exact = Exact search (without hnswlib-node)
admin-refused = Generation { $generation } was refused: { $reason }
admin-same = There is no newer generation.
admin-taken = Now serving generation { $generation }.
admin-minutes = { $count } min
admin-hours = { $count } h
admin-days = { $count } days
bot-description =
    I answer from the articles kept here: send a question and get the passage that answers it, word for word, with its source. When I am not sure, I say so.
    
    You can also browse all topics from A to Z, or share passages in any chat.
bot-short-description = Send a question, get the passage that answers it, word for word, with its source.
prompt-welcome = BOT_TOKEN is not set, so Telegram is not connected. Open { $address } in a browser to talk to the same bot, or ask right here (Ctrl-D ends).
prompt = question>
prompt-help = Just type a question, such as “Who insures the cargo under CIF?”. Ctrl-D ends.
prompt-unsure = Closest topics:
prompt-related = Related topics:
prompt-source = Source:
web-title = Wenda
web-tagline = Ask the wiki
web-description = Type a question and read the passage of an article that answers it, word for word.
web-skip = Skip to the content
web-search = Search
web-search-hint = A question, words, or pinyin initials (qywx)
web-navigation = You are here
web-home = All topics
web-letters = Topics from A to Z
web-pages = Pages
web-results-of = Results for “{ $text }”
web-answer = Answer
web-passages = More passages
web-passages-near = Passages with similar words
web-passages-count = { $count ->
        [0] No passage
        [one] { $count } passage
       *[other] { $count } passages
    }
web-about = I am a question-and-answer page: you ask, and I find the passage of an article that answers it. Try “{ $example }”, or look through all topics.
web-contents = Contents
web-related = Related topics
web-share = Share in Telegram ↗
web-ask = Ask about this
web-not-found-title = Page not found
web-not-found = There is no page at this address.
web-closest = Perhaps you are looking for
web-language = Language
web-feed = Feed of new topics
chat-title = Wenda · try the bot
chat-about = Chat with the bot without a Telegram account: send a question and get the passage that answers it, word for word. Everything stays on this computer.
chat-about-group = The bot is in this group: write /ask and a question, mention @{ $text }, or reply to one of its messages.
chat-about-elsewhere = The bot is not in this chat: type @{ $text } and some words, choose a passage, and share it with friends.
chat-try = Try one of these questions:
chat-chats = Chats
chat-private = Private chat
chat-group = Group
chat-elsewhere = Any chat
chat-private-hint = Just ask
chat-group-hint = The bot is a member
chat-elsewhere-hint = Share with @{ $text }
chat-messages = Messages
chat-write = Write a message
chat-send = Send
chat-commands = Commands
chat-no-commands = No commands here
chat-reply = Reply
chat-cancel = Cancel the reply
chat-edited = edited
chat-typing = typing…
chat-you = You
chat-more = Show more
chat-less = Show less
chat-spoiler = Hidden text, press to show
chat-copied = Copied
chat-results = Results
chat-searching = Searching…
chat-no-results = No results
chat-unanswered = The bot did not react
chat-connecting = Connecting…
chat-failed = That did not work, please try again
chat-language = Language
chat-theme = Dark or light
chat-why = Why this answer
chat-close = Close
chat-why-none = Ask a question, and this shows how its answer was chosen.
chat-why-not-searched = This was not searched.
chat-why-understood = Searched for
chat-why-terms = Terms searched
chat-why-confidence = Confidence
chat-why-found = Sure: answered
chat-why-unsure = Not sure: the closest passage
chat-why-topics = No passage answers: topics by title
chat-why-nothing = No answer
chat-why-limits = Lower limits of “sure” and “not sure”
chat-why-passages = Ranked passages
chat-why-vector = Vector score
chat-why-lexical = Lexical score
chat-why-fused = Fused score
chat-why-words = Matched words
chat-why-no-words = None, near in meaning only
chat-why-steps = Time of each step
chat-why-read = Reading the question
chat-why-embed = Computing the vector
chat-why-search = Searching both indexes
chat-why-rank = Comparing and ranking
chat-why-answer = Choosing the excerpt
chat-why-total = Total
`;
