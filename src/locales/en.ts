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
    • Just send a question, such as “Who insures the cargo under CIF?”
    • Or use /ask followed by the question
    • Buttons below an answer: the next passage, related topics, the source
    
    Chinese (simplified or traditional) and English both work. Answers are quoted from the articles; when I am not sure, I say so.
ask-usage = Write your question behind /ask, for example: /ask Who insures the cargo under CIF?
text-only = I can only read text. Please type your question.
meta = { $date } · { $views ->
        [one] { $views } view
       *[other] { $views } views
    }
further = See also:
button-previous = ‹ Previous
button-next = Next passage ›
button-source = Source ↗
unsure = I have no answer I am sure of. This comes closest:
understood-as = Searched for “{ $question }”
nothing = The topics here do not cover this. Try other words, or another question about companies and business.
no-content = Hello! Just send me what you want to know, for example “{ $example }”.
greeting = Hello! I answer from the articles kept here. Just send me what you want to know, for example “{ $example }”.
thanks = You are welcome! Just ask when there is anything else you want to know.
complaint = Sorry that this did not help. Please try other words, or name the topic, for example “{ $example }”.
about = I am a question-and-answer bot: you send a question, and I find the passage of an article that answers it. Try “{ $example }”.
example-question = Who insures the cargo under CIF?
topic-related = Related topics:
stale = What this button showed has been updated. Please ask again.
pressed-question = ❓ { $question }
failed = Sorry, something went wrong. Please try again later.
command-start = Start here
command-ask = Ask, for example /ask Who insures the cargo under CIF?
command-help = How to use me
prompt-welcome = BOT_TOKEN is not set, so Telegram is not connected. You can ask right here (Ctrl-D ends).
prompt = question>
prompt-help = Just type a question, such as “Who insures the cargo under CIF?”. Ctrl-D ends.
prompt-unsure = Closest topics:
prompt-related = Related topics:
prompt-source = Source:
`;
