import type { PlanDutyKind, TextSpan } from "../plan-draft.ts";
import { squeeze } from "./normalise.ts";
import { sentencesOf, type Line } from "./outline.ts";

/** Words that show that a sentence imposes a duty of this kind. */
const SIGNS: readonly (readonly [PlanDutyKind, RegExp])[] = [
  [
    "group",
    /(?:各|相应|分别|也要|都要|均要|要).{0,20}(?:成立|组建|建立).{0,30}(?:小组|专班|工作组|机构|队伍)|成立(?:相应|专门|专项).{0,12}(?:领导小组|专班|小组|机构)/,
  ],
  ["first-responsible", /第一责任人|主要责任人|负总责|亲自(?:抓|部署|过问)/],
  ["responsibility-letter", /责任[书状]|军令状/],
  [
    "contract",
    /(?<!承)包[居村户组干社保](?!(?:干部|领导)(?:绩效|年度|的|,|。))(?!.*一览表)|(?<!分组)包片(?!.*一览表)|网格(?:化)?(?:管理|包|责任)|责任到[人户]|分片包干|包干/,
  ],
  [
    "key-survey",
    /重点(?:区域|部位|人员|地区|地段|户|对象|人群|场所|村)|摸排|摸底|前科|(?:种植|种毒)史|摸清.{0,6}(?:底数|人员|情况|区域)|底数/,
  ],
  ["notice", /告知[书单]|公开信|一封信|明白[纸卡]|通告/],
  ["commitment", /承诺书|保证书|具结/],
  ["meeting", /召开.{0,12}会|动员部署|例会|联席会|会商/],
  ["publicity", /宣传|喇叭|标语|横幅|广播|宣讲|普法|宣教|警示教育|警示片|教育片|禁毒课|主题班会|讲座/],
  ["training", /培训|业务学习|识毒/],
  [
    "patrol",
    /踏查(?!发现|情况|人员|记录)|排查(?!发现|情况|人员|记录)|巡查|拉网|巡逻|清查|走访|全覆盖|[镇乡村组社区]不漏[村组户社小院地]/,
  ],
  [
    "imagery",
    /(?:利用|运用|使用|采用|借助|开展|组织|通过|出动).{0,12}(?:无人机|航拍|航测|卫星|遥感)|无人机(?:航拍|航测|巡查|踏查|巡航)(?!.{0,6}发现)/,
  ],
  ["cross-check", /交叉(?:复查|检查|互查|踏查|排查|巡查)|互查|互检|复查|复核|抽查/],
  ["revisit", /回访|回头看|铲除.{0,10}复查|复查.{0,10}铲除/],
  ["lead", /线索|举报|检举|情报|有奖/],
  ["eradication", /(?<!抗拒)铲除|拔除|根除|销毁|铲毒到位|自铲/],
  [
    "case",
    /查处|打击|立案|侦办|侦破|破案|刑事责任|依法(?:处理|处罚|惩处|惩治|从严|严厉|追究)|以罚代|露头就打|从严惩处|严惩|案件/,
  ],
  ["seed", /种子|籽种|罂粟籽|罂粟壳/],
  ["photo", /影像|图片|照片|拍照|录像|留痕/],
  ["archive", /台账|建档|归档|档案|登记造册|一[户人村地案]一(?:档|策)/],
  [
    "report",
    /报送|上报|报告|报街道|报镇|报乡|汇报|零报告|报(?:至|到|街道|镇|县|区)?.{0,6}禁毒办|通知.{0,8}派出所|情况.{0,4}报.{0,10}办公室|报一次|[周旬月日]一报|[日号时底]前(?:要|须|应|将)?(?:报|.{1,12}报(?:镇|乡|街道|区|县))(?!名|纸|警|考)|月报|周报|日报告/,
  ],
  ["inspection", /督导|督查|督促|检查组|暗访|巡回检查|检查指导|监督/],
  ["assessment", /考核|考评|评比|绩效|目标管理|验收|评先|评优/],
  [
    "accountability",
    /问责|追责|责任追究|追究(?!.{0,6}刑事).{0,16}责任|约谈|诫勉|党纪|政务处分|纪律处分|挂牌|一票否决|通报批评|采取通报|(?:敷衍|失职|渎职|推诿|不作为|弄虚作假).{0,30}(?:处理|处分)|予以通报(?!表扬)|在?全[街镇乡县区市].{0,4}通报(?!表扬)|倒查|双查|取消.{0,10}资格/,
  ],
];

/** Below a heading on goals only what is laid on somebody is a duty. */
const IMPOSED = /^(?:各(?:村|社区|居|单位|部门|乡镇|街道)|派出所|网格员).{0,40}?(?:要|应|须|负责)/;

export interface DutyReading extends TextSpan {
  kind: PlanDutyKind;
}

/** Duties of the plan: every sentence outside title, goals and lists, once for each kind that its words show. */
export function findDuties(lines: Line[], isTaken: (span: TextSpan) => boolean): DutyReading[] {
  const duties: DutyReading[] = [];
  for (const line of lines) {
    if (line.isHeading || line.section === "background") continue;
    for (const sentence of sentencesOf(line)) {
      const words = squeeze(sentence.text);
      if (isTaken(sentence) || words.length < 5 || isPreamble(words) || isLabel(words)) continue;
      if (isLead(line, sentence) && !isWholeTask(line, sentence)) continue;
      for (const [kind, sign] of SIGNS) {
        if (!speaksOf(kind, words)) continue;
        if (
          line.section === "goal" &&
          !IMPOSED.test(words) &&
          !/责任[书状]|告知书|承诺书|报送|上报/.test(words)
        )
          continue;
        // The name of a form or a notice says what it is called and not what is to be done.
        const told = ["patrol", "publicity", "eradication"].includes(kind)
          ? words.replace(/《[^》]*》/g, "")
          : words;
        if (sign.test(told)) duties.push({ kind, start: sentence.start, end: sentence.end });
      }
    }
  }
  return duties;
}

/** The heading part of a numbered paragraph: （一）加强宣传。各村要…… */
export function isLead(line: Line, sentence: TextSpan & { text: string }): boolean {
  const words = squeeze(sentence.text);
  const isFirst = sentence.start <= line.start + line.numberLength + 1;
  return line.level > 0 && isFirst && words.length <= 20 && !/:|要|应|须|^各|签订/.test(words);
}

/** 2.签订责任书。 is all there is in its line: a short task and no heading. */
function isWholeTask(line: Line, sentence: TextSpan): boolean {
  return (line.level >= 3 || !line.isHeading) && sentence.end >= line.start + line.text.trimEnd().length;
}

/** Some sentences name other work only as a case or a topic: 对因…发现非法种毒的，将问责 and 将宣传、踏查情况报送禁毒办. */
function speaksOf(kind: PlanDutyKind, words: string): boolean {
  if (/^(?:对|凡|因).*(?:问责|追责|约谈|责任追究|追究.{0,12}责任)/.test(words) && !/刑事责任/.test(words))
    return kind === "accountability" || (kind === "assessment" && /考核|绩效/.test(words));
  if (/将.{4,}(?:报告|报送|上报|报.{0,8}禁毒办)/.test(words))
    return ["report", "photo", "archive"].includes(kind);
  return true;
}

/** Titles of attachments and heads of tables: 包村领导一览表, 成立…领导小组. */
export function isLabel(words: string): boolean {
  return (
    (/^[^,。;]{2,30}(?:一览表|统计表|登记表|名单|责任书|承诺书|告知书)$/.test(
      words.replace(/^附件\d*:?|^\d{1,2}[.、]/g, ""),
    ) &&
      !/签订|发放|建立|填写|报送|公布|张贴|上报|送达|印发|制作/.test(words)) ||
    /^成立[^,。;]{2,30}(?:领导小组|工作专班|指挥部)[:。]?$/.test(words)
  );
}

/** The opening sentence that says why the plan was made. */
export function isPreamble(words: string): boolean {
  if (/如下.?:$|^(?:《.+》)?.{0,20}(?:现|特)印发(?:给)?你们/.test(words)) return true;
  return (
    /^(?:为|根据|按照|依据|遵照|现将|经|现|特).*(?:制定|制订|印发|拟定|如下|通知|方案|提出.{0,6}意见)/.test(
      words,
    ) && words.length < 500
  );
}
