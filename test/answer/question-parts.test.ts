import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asks, questionParts } from '../../src/answer/question-parts.ts';
import { readQuestion } from '../../src/answer/read-question.ts';
import { normalise } from '../../src/text/normal-form.ts';
import { fc } from '../support/property.ts';

const partsOf = (message: string): string[] => readQuestion(message).parts.map(({ text }) => text);

test('two questions in one message are found, in the spelling of the reader', () => {
  const messages: [message: string, ...parts: string[]][] = [
    ['装修押金交多少，什么时候退', '装修押金交多少', '什么时候退'],
    ['借书证怎么办？能借几本？', '借书证怎么办', '能借几本'],
    ['充电桩安装要什么条件；谁来审批', '充电桩安装要什么条件', '谁来审批'],
    ['健身卡能不能转让，还有转让费多少', '健身卡能不能转让', '转让费多少'],
    ['宿舍几点熄灯以及几点开门', '宿舍几点熄灯', '几点开门'],
    ['报名要哪些材料和多少费用', '报名要哪些材料', '多少费用'],
    ['体检要多久多少钱', '体检要多久', '多少钱'],
    ['停车位怎么租 一个月多少钱', '停车位怎么租', '一个月多少钱'],
    ['搬走以后，押金怎么退，水电费找谁结', '搬走以后，押金怎么退', '水电费找谁结'],
    ['請問借書證怎麼辦？另外能借幾本？謝謝', '請問借書證怎麼辦', '能借幾本？謝謝'],
    ['夜班有补贴吗？白班呢？', '夜班有补贴吗', '白班呢'],
    ['how do I renew my card and what does it cost', 'how do I renew my card', 'what does it cost'],
    ['Where is the pool? Is it heated?', 'Where is the pool', 'Is it heated'],
    ['what is the fee, and how long does it take?', 'what is the fee', 'how long does it take'],
  ];
  for (const [message, ...parts] of messages) assert.deepEqual(partsOf(message), parts, message);
});

test('three questions are three, more are a text', () => {
  assert.equal(partsOf('泳池在哪？几点开？多少钱？').length, 3);
  assert.equal(partsOf('泳池在哪？几点开？多少钱？能带小孩吗？').length, 1);
});

test('one question that looks like two stays one', () => {
  const messages = [
    '公司注销后，公章怎么处理',
    '有限公司和股份公司有什么区别',
    '合同到期，公司不续签有补偿吗',
    '上海和北京的关停企业有哪些',
    '注册公司要先核名，对吗',
    '试用期六个月，这样可以吗',
    '公司没有业务，也没有欠税，能走简易注销吗',
    '我想问一下，商标注册要多久',
    '请问一下，有谁知道注册公司的步骤',
    '注册商标要多久，有人知道吗',
    '员工自愿放弃社保，公司还要承担责任吗',
    '是按季度报税，还是按月报税',
    '一次性缴清，还是可以分期缴纳',
    '如果股东不同意，股权能不能转让',
    '被列入经营异常名录，怎么移出',
    '无论公司有没有业务，都要报年报吗',
    '不管注册资本是多少，都要五年内缴足吗',
    '我们几个朋友合伙开公司，股东最多可以有几个',
    '这几天刚注册了公司，接下来要办什么',
    '有几个问题想请教，首先，商标被驳回了怎么办',
    '什么情况下，企业可以申请破产',
    '商标、专利和著作权有什么不同',
    '发明、实用新型和外观设计哪个审得快',
    '科创板、创业板、北交所，哪个门槛低',
    'what is the difference between a share deal and an asset deal',
    'if the buyer pays by letter of credit, which rule should I choose',
    'when an employee resigns, how long is the notice period',
    'can a company, which has no business, be closed',
    'the goods were lost at sea, who bears the risk',
    'I run a bakery in Berlin and want to open a company in China, how do I start',
    'trademark rejected, what should I do',
    'is a WFOE taxed at 25%, right?',
    '合同签2年，试用期最长几个月',
    '员工提前离职，要不要付违约金',
    '公司地址变了，没去工商变更，会被列入异常名录吗',
    '年报没报，会罚款多少',
    '老板不签合同，能要双倍工资吗',
    '公司欠了供应商的钱，还能注销吗',
    '我是小规模纳税人，一年开票三百万，要交多少税',
    '香港公司每年要报税，是不是',
    '请帮我查一下，北交所开户要多少资金',
    '谢谢你，再问一下，试用期最长多久',
    '你好，公司注册要多长时间',
    '高企证书到期了，没有重新认定，税率是多少',
    '发行价35.09元，募集资金多少',
    '中签了，钱没交够，会怎么样',
    '2024年7月1日以前成立的公司，注册资本什么时候缴足',
    '9610、9710和9810有什么区别',
    '期权和限制性股票，该选哪一种',
    'A轮、B轮、C轮分别是什么意思',
    '清算财产的分配顺序是什么，怎么理解',
    '商标三年没用，别人能申请撤销吗',
    '竞业限制最长两年，补偿金按什么标准',
    '想加盟奶茶店，对方只有一家直营店，合法吗',
    '谁开发谁拥有，这个说法对专利成立吗',
    '公司要不要交残保金，谁能告诉我',
    '入驻天猫要准备什么材料，能详细说一下吗',
    '没什么业务的公司，一直零申报行不行',
    '老王说要三个月，老李说要半年，注册商标到底要多久',
    'Incoterms 2020, EXW or FCA, which one is better for containers',
    'Due diligence: who pays for it?',
  ];
  for (const message of messages) assert.deepEqual(partsOf(message), [message]);
});

test('small talk is no part of a question', () => {
  assert.deepEqual(partsOf('你是谁？泳池几点开？'), ['泳池几点开']);
});

test('any text splits into parts of it, in order, without overlap', () => {
  const pieces = fc.constantFrom(
    '多久',
    '多少钱',
    '怎么',
    '吗',
    '什么',
    '，',
    '？',
    '。',
    ' ',
    '和',
    '还有',
    '泳池',
    '“',
    '”',
    'how ',
    ' and ',
    'is it',
    '1,000',
    '\n',
    'ﬁ',
    '㈱',
    '\u200b',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'grapheme' }),
        fc.array(pieces).map((list) => list.join('')),
      ),
      (text) => {
        const normal = normalise(text);
        let at = 0;
        for (const { start, end } of questionParts(normal)) {
          assert.ok(start >= at && end >= start && end <= normal.length);
          at = end;
        }
        let from = 0;
        for (const part of readQuestion(text).parts) {
          const found = text.indexOf(part.text, from);
          assert.ok(found >= 0, JSON.stringify(part.text));
          from = found + part.text.length;
        }
      },
    ),
  );
});

test('repeated words are read as quickly as others', () => {
  for (const word of ['那我', '那么', '是这样', '我你就', '真的'])
    for (const end of ['x', '吗x', ''])
      questionParts(normalise(`${word.repeat(500)}${end}，怎么办理，多少钱`));
});

test('thousands of marks and asking words are read', () => {
  for (const piece of ['，', '怎么', '多久，', '多少钱和多久', '“', 'and how ', '谁', '是不', '，?']) {
    const text = piece.repeat(2000);
    assert.equal(questionParts(normalise(text)).length, 1);
    assert.equal(typeof asks(text), 'boolean');
  }
});
