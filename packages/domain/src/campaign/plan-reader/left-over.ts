import type { TextSpan } from "../plan-draft.ts";
import { squeeze } from "./normalise.ts";
import { sentencesOf, type Line, type Sentence } from "./outline.ts";
import { isLead, isPreamble } from "./plan-duty.ts";
import { isTitleLine } from "./title.ts";

export interface Understood {
  /** Passages understood as a whole. */
  spans: readonly TextSpan[];
  /** Passages that show that the sentence around them was understood. */
  marks: readonly TextSpan[];
  /** Passages that were taken up but leave something open, such as a date without a year. */
  doubts: readonly TextSpan[];
}

/** Every sentence that no rule has taken up, and every doubtful passage, in order of the text. */
export function leftOver(lines: Line[], understood: Understood): Sentence[] {
  const rest: Sentence[] = [];
  for (const line of lines) {
    const words = squeeze(line.text);
    for (const sentence of sentencesOf(line)) {
      const overlaps = (span: TextSpan) => span.start < sentence.end && span.end > sentence.start;
      if (understood.doubts.some(overlaps)) rest.push(sentence);
      else if (
        line.isHeading ||
        line.section === "background" ||
        isPaper(words) ||
        isPreamble(squeeze(sentence.text)) ||
        isLead(line, sentence)
      )
        continue;
      else if (!understood.spans.some(overlaps) && !understood.marks.some(overlaps)) rest.push(sentence);
    }
  }
  return rest;
}

/** Parts of the paper and not of the plan: addressees, number of the document, copies, page numbers. */
function isPaper(words: string): boolean {
  return (
    isTitleLine(words) ||
    /^(?:序号|组内职务|职务|姓名|(?:工作|所在)?单位(?:及|和)?职务?|村名|社区|包[村保片](?:领导|干部|社区|村)|备注|联系电话|电话|阶段|时间(?:安排|节点)?|(?:主要|工作)?内容|(?:主要|工作)?任务|步骤|责任单位|责任人|牵头单位)+$/.test(
      words,
    ) ||
    (/^各.{2,40}:$/.test(words) && !/[。;]/.test(words)) ||
    /\(20\d\d\)\s*\d+号$/.test(words) ||
    /^(?:附件\d*:?.{0,40}|抄送.*|抄报.*|主送.*|\((?:征求意见稿|试行|草案|讨论稿|初稿|送审稿)\)|\(?20\d\d年\d{1,2}月\)?|此页无正文|\(此页无正文\)|-?第?\d{1,3}页?-?|.{2,24}(?:文件|印发)|.{4,40}(?:办公室|委员会|办事处|政府|党工委|公安局|分局|农业农村局|自然资源局|派出所|居委会|村委会|名单|一览表|统计表|登记表|汇总表|责任书|承诺书))$/.test(
      words,
    )
  );
}
