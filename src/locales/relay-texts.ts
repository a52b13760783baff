// What Wenda says about messages between readers and staff that could not be passed on, by language.

export const RELAY_TEXTS = {
  en: {
    'relay-failed': 'Not delivered: { $why }',
    'relay-blocked': 'the reader has blocked the bot. They can only be reached when they write again.',
    'relay-deactivated': 'the reader’s account no longer exists.',
    'relay-no-chat':
      'the reader has deleted the chat with the bot. They can only be reached when they write again.',
    'relay-protected': 'messages of this kind cannot be copied. Send the text or the file itself.',
    'relay-gone': 'the message no longer exists.',
    'relay-too-old':
      'Telegram does not allow that any more, the message is too old. Write a correction instead.',
    'relay-no-voice': 'the reader does not accept voice and video messages. Write instead.',
    'relay-too-large': 'it is too large. Send it in parts, or as a link.',
    'relay-other': 'Telegram refuses it ({ $words }). Try it in another form.',
    'relay-command':
      'Not sent to the reader: messages that begin with / are commands. To send this one, put something before the slash.',
    'relay-edited-note':
      'The reader still sees the earlier text: what begins with // stays here. To take a message back, reply /delete to it.',
    'relay-delete-which': 'Reply /delete to the message that is to be taken back.',
    'relay-delete-others': 'Only messages of your own side can be taken back.',
    'relay-full': 'Sorry, too many messages are waiting to be passed on. Please send this one again later.',
    'relay-reader-failed': 'Sorry, this message could not be passed on to the support team: { $why }',
    'relay-topic-again': 'The conversation with { $name } goes on here: its earlier topic was deleted.',
    'relay-forget':
      'This reader has asked for all data to be deleted. The bot may not delete this topic: please delete it by hand.',
    'relay-away-here':
      'Messages of readers are waiting: Telegram does not let me write here ({ $words }). Please make me an administrator who may manage topics; they are sent as soon as it works again.',
    'relay-away':
      'Messages to the staff’s group have been waiting for { $minutes } minutes, since Telegram refuses them ({ $words }). Check that the bot is an administrator there and may manage topics; they are sent as soon as it works again.',
  },
  'zh-hans': {
    'relay-failed': '未送达：{ $why }',
    'relay-blocked': '读者已停用机器人，等对方再次发消息后才能联系上。',
    'relay-deactivated': '读者的账号已不存在。',
    'relay-no-chat': '读者已删除与机器人的会话，等对方再次发消息后才能联系上。',
    'relay-protected': '这类消息无法复制，请直接发送文字或文件。',
    'relay-gone': '原消息已不存在。',
    'relay-too-old': '消息发出太久，Telegram 不再允许此操作，请另发一条更正。',
    'relay-no-voice': '读者不接收语音和视频消息，请改发文字。',
    'relay-too-large': '内容太大，请分几次发送，或改发链接。',
    'relay-other': 'Telegram 拒绝了（{ $words }），请换一种形式再发。',
    'relay-command': '未发给读者：以 / 开头的是命令。如需发送，请在斜杠前加上别的字。',
    'relay-edited-note':
      '读者看到的仍是修改前的内容：以 // 开头的只留在这里。如需撤回，请对那条消息回复 /delete。',
    'relay-delete-which': '请对要撤回的那条消息回复 /delete。',
    'relay-delete-others': '只能撤回自己这一方发出的消息。',
    'relay-full': '抱歉，等待转交的消息太多，请稍后再发一次。',
    'relay-reader-failed': '抱歉，这条消息没能转给客服：{ $why }',
    'relay-topic-again': '与{ $name }的对话在这里继续：之前的话题已被删除。',
    'relay-forget': '这位读者要求删除全部数据，但机器人无权删除本话题，请手动删除。',
    'relay-away-here':
      '读者的消息正在等待转交：Telegram 不让我在这里发送（{ $words }）。请把我设为可管理话题的管理员，恢复后会自动补发。',
    'relay-away':
      '发往客服群的消息已等待 { $minutes } 分钟，Telegram 拒收（{ $words }）。请确认机器人仍是群管理员并可管理话题；恢复后会自动补发。',
  },
  'zh-hant': {
    'relay-failed': '未送達：{ $why }',
    'relay-blocked': '讀者已停用機器人，等對方再次傳訊息後才能聯絡上。',
    'relay-deactivated': '讀者的帳號已不存在。',
    'relay-no-chat': '讀者已刪除與機器人的對話，等對方再次傳訊息後才能聯絡上。',
    'relay-protected': '這類訊息無法複製，請直接傳送文字或檔案。',
    'relay-gone': '原訊息已不存在。',
    'relay-too-old': '訊息發出太久，Telegram 不再允許此操作，請另傳一則更正。',
    'relay-no-voice': '讀者不接收語音和視訊訊息，請改傳文字。',
    'relay-too-large': '內容太大，請分開傳送，或改傳連結。',
    'relay-other': 'Telegram 拒絕了（{ $words }），請換一種形式再傳。',
    'relay-command': '未傳給讀者：以 / 開頭的是指令。如需傳送，請在斜線前加上別的字。',
    'relay-edited-note':
      '讀者看到的仍是修改前的內容：以 // 開頭的只留在這裡。如需收回，請對那則訊息回覆 /delete。',
    'relay-delete-which': '請對要收回的那則訊息回覆 /delete。',
    'relay-delete-others': '只能收回自己這一方發出的訊息。',
    'relay-full': '抱歉，等待轉交的訊息太多，請稍後再傳一次。',
    'relay-reader-failed': '抱歉，這則訊息沒能轉給客服：{ $why }',
    'relay-topic-again': '與{ $name }的對話在這裡繼續：之前的話題已被刪除。',
    'relay-forget': '這位讀者要求刪除全部資料，但機器人無權刪除本話題，請手動刪除。',
    'relay-away-here':
      '讀者的訊息正在等待轉交：Telegram 不讓我在這裡傳送（{ $words }）。請把我設為可管理話題的管理員，恢復後會自動補傳。',
    'relay-away':
      '傳往客服群組的訊息已等待 { $minutes } 分鐘，Telegram 拒收（{ $words }）。請確認機器人仍是群組管理員並可管理話題；恢復後會自動補傳。',
  },
} as const;
