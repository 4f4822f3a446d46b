import { useState } from "react";
import {
  CaliforniaPoppy,
  CornPoppy,
  IcelandPoppy,
  OpiumPoppy,
  OrientalPoppy,
} from "../../shared/drawings/index.ts";
import { Choice } from "../frame/choice.tsx";
import { Screen } from "../frame/screen.tsx";
import "./found.css";

const others = {
  "corn-poppy": "虞美人",
  "iceland-poppy": "野罂粟",
  "oriental-poppy": "鬼罂粟",
  "california-poppy": "花菱草",
} as const;
type Other = keyof typeof others;
const drawings = {
  "corn-poppy": CornPoppy,
  "iceland-poppy": IcelandPoppy,
  "oriental-poppy": OrientalPoppy,
  "california-poppy": CaliforniaPoppy,
};

/** Marks as in domain-facts §10 (中国植物志); those of 花菱草 are unverified. */
const marks: { part: string; poppy: string; other: Record<Other, string> }[] = [
  {
    part: "毛",
    poppy: "茎叶光滑无毛，像擦了一层白粉",
    other: {
      "corn-poppy": "全身硬毛，扎手",
      "iceland-poppy": "有硬毛",
      "oriental-poppy": "有硬毛",
      "california-poppy": "无毛",
    },
  },
  {
    part: "叶",
    poppy: "边缘波状有齿，上部的叶抱着茎",
    other: {
      "corn-poppy": "羽状深裂，不抱茎",
      "iceland-poppy": "叶全在根部，花茎上没有叶",
      "oriental-poppy": "两回羽状裂",
      "california-poppy": "裂得很细，像蒿叶",
    },
  },
  {
    part: "花",
    poppy: "4 瓣，瓣长 4—7 厘米",
    other: {
      "corn-poppy": "4 瓣，瓣长 2.5—4.5 厘米",
      "iceland-poppy": "4 瓣，瓣长 2—3 厘米，黄或橙",
      "oriental-poppy": "4—6 瓣，瓣长 5—6 厘米，红",
      "california-poppy": "4 瓣，橙黄",
    },
  },
  {
    part: "果",
    poppy: "圆球形，高 4—7 厘米，光滑",
    other: {
      "corn-poppy": "1—2.2 厘米，光滑无毛",
      "iceland-poppy": "1—1.7 厘米，密生毛",
      "oriental-poppy": "2—3.5 厘米",
      "california-poppy": "细长的荚",
    },
  },
  {
    part: "长势",
    poppy: "一年生，高 30—150 厘米",
    other: {
      "corn-poppy": "一年生，多分枝",
      "iceland-poppy": "多年生",
      "oriental-poppy": "多年生",
      "california-poppy": "折断流清水，不是白浆",
    },
  },
];

/** 识别: 罂粟 beside one of its look-alikes, mark by mark. */
export function GuideScreen() {
  const [other, setOther] = useState<Other>("corn-poppy");
  const Other = drawings[other];
  return (
    <Screen title="怎么认" back={{ name: "today" }}>
      <p className="guide-rule">最可靠的两条：叶面光滑带白粉，上部叶片抱茎。</p>
      <Choice even label="和哪种比" options={others} value={other} onChoose={setOther} />
      <table className="guide">
        <thead>
          <tr>
            <th scope="col">
              <OpiumPoppy />
              罂粟
            </th>
            <th scope="col">
              <Other />
              {others[other]}
            </th>
          </tr>
        </thead>
        {marks.map(({ part, poppy, other: of }) => (
          <tbody key={part}>
            <tr>
              <th colSpan={2} scope="rowgroup">
                {part}
              </th>
            </tr>
            <tr>
              <td>{poppy}</td>
              <td>{of[other]}</td>
            </tr>
          </tbody>
        ))}
      </table>
      <p className="hint">
        野地里的罂粟可能长得很小，只看大小不能断定。拿不准也请上报，核实前一律写「疑似」，不会算错您的。
      </p>
    </Screen>
  );
}
