// What the staff read after commands, buttons and held messages, by language.

export const DESK_TEXTS = {
  en: {
    'did-close': '{ $name } has closed ticket { $ticket }.',
    'did-close-reader': 'The reader has ended ticket { $ticket }.',
    'did-reopen': 'Ticket { $ticket } is open again.',
    'did-assign': '{ $name } looks after ticket { $ticket }.',
    'did-priority': 'Priority of ticket { $ticket }: { $priority }',
    'did-type': 'Type of ticket { $ticket }: { $type }',
    'did-tag': 'Tags of the reader: { $tags }',
    'no-tags': 'none',
    'did-rate': 'The reader has rated ticket { $ticket }: { $score } of 5.',
    'did-draft': 'Your answer was kept as a draft: { $file }',
    'usage-assign': 'Reply to a message of a colleague with /assign, or write /assign me.',
    'usage-priority': 'Write /priority low, normal, high or urgent.',
    'usage-type': 'Write what it is about, such as /type invoice.',
    'usage-tag': 'Write tags, such as /tag regular -new: with a minus, one goes.',
    'usage-find': 'Write what to look for, such as /find with a few words.',
    'find-found': 'Tap a number to send that passage to the reader.',
    'find-none': 'Nothing was found.',
    'find-sent': 'Sent to the reader: { $title }',
    'find-gone': 'This passage no longer exists.',
    'no-ticket-here': 'This works in the topic of a reader who has a ticket.',
    'only-staff': 'Only members of the staff’s group can do this.',
    'ticket-gone': 'This ticket no longer exists.',
    'word-masked': 'Sent with ＊ instead of: { $words }',
    'word-held': 'Not sent yet, because of: { $words }. A supervisor has to decide.',
    'word-refused': 'Not sent, because of: { $words }. Please put it in other words.',
    'word-refused-edit': 'The reader still sees the earlier text, because of: { $words }.',
    'button-approve': 'Send',
    'button-deny': 'Do not send',
    'held-approved': 'Sent, decided by { $name }.',
    'held-denied': 'Not sent, decided by { $name }.',
    'held-gone': 'This message has been decided already.',
    'only-supervisor': 'Only a supervisor can decide this.',
    'only-another': 'Another member of the team has to decide this.',
    'desk-help': `
    /close, /reopen – close the ticket, open it again
    /assign – reply to a colleague’s message, or /assign me
    /priority low, normal, high, urgent
    /type – what it is about
    /tag – tags of the reader; with a minus, one goes
    /note – stays here, like a line that begins with //
    /delete – reply to your message to take it back from the reader
    /find – look in the articles, send a passage with a tap
    /ticket – everything about this ticket
    /tickets – all open ones`,
  },
  'zh-hans': {
    'did-close': '{ $name } 结束了工单 { $ticket }。',
    'did-close-reader': '读者结束了工单 { $ticket }。',
    'did-reopen': '工单 { $ticket } 已重新打开。',
    'did-assign': '工单 { $ticket } 由 { $name } 处理。',
    'did-priority': '工单 { $ticket } 的优先级：{ $priority }',
    'did-type': '工单 { $ticket } 的类型：{ $type }',
    'did-tag': '读者标签：{ $tags }',
    'no-tags': '无',
    'did-rate': '读者给工单 { $ticket } 打了 { $score } 分（满分 5 分）。',
    'did-draft': '回答已存为草稿：{ $file }',
    'usage-assign': '请回复同事的一条消息并发送 /assign，或者写 /assign me 由自己处理。',
    'usage-priority': '请写 /priority 低、普通、高 或 紧急。',
    'usage-type': '请写上类型，例如 /type 发票。',
    'usage-tag': '请写上标签，例如 /tag 老读者 -新读者：前面加减号就是去掉。',
    'usage-find': '请在 /find 后面写上要找的内容。',
    'find-found': '点编号，把那一段发给读者。',
    'find-none': '没有找到。',
    'find-sent': '已发给读者：{ $title }',
    'find-gone': '这一段已经不在了。',
    'no-ticket-here': '请在有工单的读者话题里使用。',
    'only-staff': '只有客服群的成员可以操作。',
    'ticket-gone': '这个工单已经不在了。',
    'word-masked': '已发送，敏感词换成了＊：{ $words }',
    'word-held': '还没有发送，含有敏感词：{ $words }。请主管决定。',
    'word-refused': '没有发送，含有敏感词：{ $words }。请换个说法再发。',
    'word-refused-edit': '含有敏感词：{ $words }。读者看到的还是修改前的内容。',
    'button-approve': '放行',
    'button-deny': '不发',
    'held-approved': '{ $name } 已放行。',
    'held-denied': '{ $name } 决定不发。',
    'held-gone': '这条消息已经处理过了。',
    'only-supervisor': '只有主管可以决定。',
    'only-another': '要由另一位同事来决定。',
    'desk-help': `
    /close、/reopen：结束工单、重新打开
    /assign：回复同事的消息，或写 /assign me
    /priority 低、普通、高、紧急
    /type：类型
    /tag：读者标签，前面加减号就是去掉
    /note：备注，只留在这里，和 // 开头一样
    /delete：回复自己发过的消息，从读者那边撤回
    /find：查文章，点一下就把那一段发给读者
    /ticket：这个工单的全部内容
    /tickets：所有进行中的工单`,
  },
  'zh-hant': {
    'did-close': '{ $name } 結束了工單 { $ticket }。',
    'did-close-reader': '讀者結束了工單 { $ticket }。',
    'did-reopen': '工單 { $ticket } 已重新打開。',
    'did-assign': '工單 { $ticket } 由 { $name } 處理。',
    'did-priority': '工單 { $ticket } 的優先順序：{ $priority }',
    'did-type': '工單 { $ticket } 的類型：{ $type }',
    'did-tag': '讀者標籤：{ $tags }',
    'no-tags': '無',
    'did-rate': '讀者給工單 { $ticket } 打了 { $score } 分（滿分 5 分）。',
    'did-draft': '回答已存為草稿：{ $file }',
    'usage-assign': '請回覆同事的一則訊息並傳送 /assign，或者寫 /assign me 由自己處理。',
    'usage-priority': '請寫 /priority 低、普通、高 或 緊急。',
    'usage-type': '請寫上類型，例如 /type 發票。',
    'usage-tag': '請寫上標籤，例如 /tag 老讀者 -新讀者：前面加減號就是去掉。',
    'usage-find': '請在 /find 後面寫上要找的內容。',
    'find-found': '點編號，把那一段傳給讀者。',
    'find-none': '沒有找到。',
    'find-sent': '已傳給讀者：{ $title }',
    'find-gone': '這一段已經不在了。',
    'no-ticket-here': '請在有工單的讀者話題裡使用。',
    'only-staff': '只有客服群組的成員可以操作。',
    'ticket-gone': '這個工單已經不在了。',
    'word-masked': '已傳送，敏感詞換成了＊：{ $words }',
    'word-held': '還沒有傳送，含有敏感詞：{ $words }。請主管決定。',
    'word-refused': '沒有傳送，含有敏感詞：{ $words }。請換個說法再傳。',
    'word-refused-edit': '含有敏感詞：{ $words }。讀者看到的還是修改前的內容。',
    'button-approve': '放行',
    'button-deny': '不傳',
    'held-approved': '{ $name } 已放行。',
    'held-denied': '{ $name } 決定不傳。',
    'held-gone': '這則訊息已經處理過了。',
    'only-supervisor': '只有主管可以決定。',
    'only-another': '要由另一位同事來決定。',
    'desk-help': `
    /close、/reopen：結束工單、重新打開
    /assign：回覆同事的訊息，或寫 /assign me
    /priority 低、普通、高、緊急
    /type：類型
    /tag：讀者標籤，前面加減號就是去掉
    /note：備註，只留在這裡，和 // 開頭一樣
    /delete：回覆自己發過的訊息，從讀者那邊收回
    /find：查文章，點一下就把那一段傳給讀者
    /ticket：這個工單的全部資訊
    /tickets：所有進行中的工單`,
  },
} as const;
