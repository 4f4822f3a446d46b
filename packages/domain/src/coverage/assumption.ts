/**
 * What the estimates of detection, misses and freedom take for granted, in words a leader can check against what
 * he knows of the ground. Shown one click away from every sentence that rests on it.
 */
export const assumptions = {
  independent: {
    name: "独立",
    text: "两组各查各的，后一组不知道前一组看到了什么。知道了就会跟着找，漏看的会被估少。",
  },
  closed: {
    name: "封闭",
    text: "两次之间没有新种的，也没有铲掉或拔掉的。隔得越久，越靠不住。",
  },
  equal: {
    name: "同等可见",
    text: "每一处被看到的机会差不多。藏在锁着的院子、屋顶、大棚里，两组都看不到的，这个数字估不出来，真实的漏看会更多。",
  },
  verified: {
    name: "无误认",
    text: "每一处都经核实是罂粟等毒品原植物，两组看到的是不是同一处也核对过。把虞美人认成罂粟，或把一处记成两处，都会算错。",
  },
  representative: {
    name: "没查的和查过的一样",
    text: "没有查到的户和地，种植的可能与查过的差不多。如果有人专挑不查的地方种，真实情况会更差。",
  },
  register: {
    name: "台账完整",
    text: "户数、地块数以台账为准。台账上没有的，不在这个数字里。",
  },
  measured: {
    name: "看到的把握有依据",
    text: "“去了就能看到”的把握来自交叉复查或盲测标牌，并按区间的低值计算。换了人、换了季节，要重新测。",
  },
  unmeasured: {
    name: "看到的把握没有测过",
    text: "还没有交叉复查或盲测标牌的结果，这里当作去了就不会漏看，所以写的是“最多”。",
  },
  introduction: {
    name: "轮次之间可能新种",
    text: "每过一轮，先按可能新种的比例打折扣，再算这一轮没有发现的分量。",
  },
} as const;
export type AssumptionCode = keyof typeof assumptions;
export const assumptionCodes = Object.keys(assumptions) as [AssumptionCode, ...AssumptionCode[]];
