// The wiki of a chain of coffee shops: small enough to know what it has an answer to, and what not.
import { writeFileSync } from 'node:fs';
import path from 'node:path';

const ARTICLES: Record<string, { title: string; sections: Record<string, string> }> = {
  'kafei-jiameng': {
    title: '咖啡店加盟',
    sections: {
      '基本释义 › 加盟费用':
        '加盟一家门店要交加盟费五万元、设备款十二万元。加盟费在签约当天一次付清，设备款可以分三期。',
      '基本释义 › 保证金怎么退': '保证金三万元。合同到期后三十天内，总部核对账目和设备，没有欠款的原路退回。',
      '详细释义 › 选址要求': '店面不小于四十平方米，门前有人行道。距离另一家门店至少八百米，由督导实地测量。',
    },
  },
  'mendian-guanbi': {
    title: '门店关闭',
    sections: {
      '基本释义 › 注销流程':
        '先结清房租水电，再到市场监管部门办理注销登记，最后把钥匙和印章交回总部。全程约四十五天。',
      '详细释义 › 员工安置': '门店关闭时，员工可以调到同城的其他门店；不愿意调动的，按工龄支付经济补偿。',
      '详细释义 › 剩余物料处理': '未开封的咖啡豆和杯具由区域仓库按进价七折回收，已开封的就地报废并拍照留底。',
    },
  },
  'huiyuan-ka': {
    title: '会员卡',
    sections: {
      '基本释义 › 充值与余额': '会员卡充一百元送十元，余额可以在任何一家门店使用，不能兑换现金。',
      '详细释义 › 过期怎么办': '会员卡两年没有消费就冻结。带着绑定的手机到门店，店员当场恢复余额。',
    },
  },
  'shangbiao-shiyong': {
    title: '商标使用',
    sections: {
      '基本释义 › 授权范围': '加盟商只能在自己的门店招牌、菜单和杯子上使用商标，不得印在别的商品上。',
      '详细释义 › 商标注册费用': '在国内注册一个类别的商标，官费三百元，由总部的法务统一提交。',
    },
  },
};

/** Writes the articles into a folder. */
export function writeCoffeeWiki(folder: string): void {
  for (const [slug, { title, sections }] of Object.entries(ARTICLES)) {
    let part = '';
    const body = Object.entries(sections).map(([place, text]) => {
      const [own = '', heading = ''] = place.split(' › ');
      const begin = own === part ? '' : `## ${own}\n\n`;
      part = own;
      return `${begin}### ${heading}\n\n${text}\n`;
    });
    writeFileSync(
      path.join(folder, `${slug}.md`),
      `---\ntitle: ${title}\ndate: 2026-03-01\n---\n\n${body.join('\n')}`,
    );
  }
}
