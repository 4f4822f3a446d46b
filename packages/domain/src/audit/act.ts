/**
 * Every act that is audited, with the words an auditor reads. An act that is not named here does not compile; one that
 * is no longer done keeps its word, because old entries carry it.
 */
export const acts = {
  "account.create": "新建账号",
  "account.disable": "停用账号",
  "account.reset-password": "重设密码",
  "alert.see": "查看发现通知",
  "audit.export": "导出审计记录",
  "audit.sign": "签署审计链头",
  "campaign.correct": "更正专项行动",
  "campaign.create": "新建专项行动",
  "demo.begin": "开始载入演示街道",
  "demo.end": "载入演示街道完成",
  "demo.take-along": "接管演示街道",
  "derived.rebuild": "重建派生数据",
  "draw.make": "抽样",
  "duty.assign": "落实责任",
  "duty.end": "解除责任",
  "duty.import": "导入责任",
  "fact.take": "接收现场记录",
  "finding.open": "登记发现",
  "finding.verify": "核实发现",
  "finding.rule_out": "排除发现",
  "finding.reopen": "重新打开发现",
  "finding.eradicate": "登记铲除",
  "finding.revisit": "登记回访",
  "finding.close": "办结发现",
  "group.save": "保存领导小组",
  "ledger.apply": "台账导入写入",
  "ledger.check": "台账导入检查",
  "ledger.import": "导入台账",
  "ledger.upload": "上传台账文件",
  "marker.draw": "抽取盲测点位",
  "marker.place": "放置盲测标牌",
  "marker.remove": "收回盲测标牌",
  "media.keep": "保存照片",
  "person.create": "新增人员",
  "place.create": "新增地点",
  "place.retire": "注销地点",
  "place.reveal": "查看住户原文",
  "round.create": "新建轮次",
  "session.end": "退出登录",
  "session.start": "登录",
  "street.found": "设立街道",
  "team.create": "新建踏查组",
  "team.join": "加入踏查组",
  "team.leave": "离开踏查组",
  "zone.assign": "分派片区",
  "zone.copy": "沿用片区",
  "zone.create": "划片",
  "zone.delete": "删除片",
} as const;
export type Act = keyof typeof acts;
export const actNames = Object.keys(acts) as [Act, ...Act[]];

/** The word of an act, also of one that only an older or newer version knows. */
export const actWord = (act: string): string => (acts as Record<string, string>)[act] ?? act;
