/**
 * The one table of problems. Every refusal in the product has a stable code here, an HTTP status
 * and plain Chinese that says what happened, what is safe and what to do next.
 */
interface ProblemEntry<P> {
  status: number;
  title: string;
  detail: (params: P) => string;
}

const entry = <P = undefined>(
  status: number,
  title: string,
  detail: (params: P) => string,
): ProblemEntry<P> => ({
  status,
  title,
  detail,
});

/** A place in foreign input and what is wrong there. */
export interface InputIssue {
  /** Where: a field path such as "phases.0.end", or a row and column. */
  path: string;
  reason: string;
}

export const problemTable = {
  "input.invalid": entry<{ issues: InputIssue[] }>(
    400,
    "填写的内容有误",
    ({ issues }) =>
      `${issues
        .slice(0, 5)
        .map((issue) => (issue.path ? `${issue.path}：${issue.reason}` : issue.reason))
        .join("；")}。已填写的内容没有丢失，请改正后再提交。`,
  ),
  "input.too-large": entry<{ limit: string }>(
    413,
    "文件太大",
    ({ limit }) => `超过 ${limit} 的上限，没有保存任何内容。请拆分或压缩后再试。`,
  ),
  "input.unreadable": entry<{ reason: string }>(
    422,
    "文件读不出来",
    ({ reason }) => `${reason}。没有保存任何内容，原文件不受影响。`,
  ),
  "auth.required": entry(
    401,
    "请先登录",
    () => "登录已过期或尚未登录。已保存的内容不受影响，请重新登录后继续。",
  ),
  "auth.failed": entry(
    401,
    "登录失败",
    () => "账号或密码不正确，请核对后再试；忘记密码请联系街道管理员重设。",
  ),
  "auth.locked": entry<{ seconds: number }>(
    429,
    "尝试次数过多",
    ({ seconds }) => `为保护账号，请在 ${seconds} 秒后再试。账号和数据都是安全的。`,
  ),
  "auth.setup-code": entry(403, "设置码不正确", () => "设置码只能使用一次，请从启动窗口重新复制完整地址。"),
  "auth.setup-done": entry(409, "已经完成首次设置", () => "系统已有管理员账号，请直接登录。"),
  "auth.weak-password": entry<{ reason: string }>(422, "密码太弱", ({ reason }) => `${reason}，请换一个。`),
  "auth.cross-site": entry(403, "请求来源不被允许", () => "请从本系统的页面操作。没有任何内容被改动。"),
  "device.unproven": entry(
    401,
    "没有本机签名",
    () => "这次请求没有带上本机的签名，没有办理。记录都在本机，请重新登录后继续。",
  ),
  "device.clock": entry<{ serverTime: number }>(
    401,
    "手机时间不准",
    () => "手机的时间和服务器相差太多，这次请求没有办理。记录都在本机，请打开“自动确定时间”后再试。",
  ),
  "device.revoked": entry(
    401,
    "这部手机已被撤销",
    () =>
      "街道已撤销您在这部手机上的登录，新的记录不再收取。已登记的都还在本机，没有删除。请带上手机联系街道禁毒办，由他们决定补传或重新登记。",
  ),
  "device.key-spent": entry(
    409,
    "登记已失效",
    () => "这部手机原来的登记已不能再用，没有登录。请重试一次，会自动重新登记。",
  ),
  "device.none": entry(
    409,
    "不是手机登录",
    () => "这个登录没有绑定手机，没有任何内容被改动。请在手机版里操作。",
  ),
  "parcel.unproven": entry(
    422,
    "证明不了是谁登记的",
    () => "这条代发的记录和登记人的手机对不上，没有收下，仍在本机。请由登记人本人登录后发送。",
  ),
  "parcel.unreadable": entry(
    422,
    "打不开这条记录",
    () => "这条代发的记录已损坏或不是给本服务器的，没有收下，仍在本机。请由登记人本人登录后发送。",
  ),
  "parcel.revoked": entry(
    403,
    "登记人的手机已被撤销",
    () =>
      "登记人在这部手机上的登录已被撤销，街道禁毒办没有允许补传，这条没有收下，仍在本机。请联系街道禁毒办。",
  ),
  "parcel.after": entry(
    403,
    "撤销之后的记录",
    () => "这条是在手机被撤销之后登记的，不能补传，没有收下，仍在本机。请登记人重新登记手机后自己发送。",
  ),
  "access.denied": entry<{ action: string }>(
    403,
    "没有权限",
    ({ action }) => `您的岗位或辖区不包括「${action}」。没有任何内容被改动；如确需办理，请联系街道禁毒办。`,
  ),
  "record.missing": entry<{ noun: string }>(
    404,
    "没有找到",
    ({ noun }) => `没有找到这条${noun}，可能已不在您的辖区内。请返回列表重新选择。`,
  ),
  "record.changed": entry<{ noun: string }>(
    409,
    "内容已被他人更新",
    ({ noun }) => `这条${noun}刚被他人更新，您填写的内容没有保存。请刷新后核对再提交。`,
  ),
  "record.duplicate": entry<{ noun: string }>(
    409,
    "已经存在",
    ({ noun }) => `相同的${noun}已经存在，没有重复保存。`,
  ),
  "record.in-use": entry<{ noun: string; by: string }>(
    409,
    "正在使用",
    ({ noun, by }) => `这条${noun}正被${by}使用，不能这样改动。没有任何内容被改动。`,
  ),
  "machine.refused": entry<{ noun: string; state: string; event: string; reason: string | null }>(
    409,
    "现在不能这样办理",
    ({ noun, state, event, reason }) =>
      reason
        ? `${event}没有办理：${reason}。`
        : `这条${noun}处于「${state}」，不能「${event}」。记录没有变化。`,
  ),
  "place.retired-above": entry<{ above: string }>(
    409,
    "上级地点还没有恢复",
    ({ above }) => `「${above}」已经注销，下面的地点不能单独恢复。没有任何内容被改动；请先恢复「${above}」。`,
  ),
  "base-map.range": entry<{ most: number }>(
    416,
    "底图要分段读取",
    ({ most }) => `请用 Range 头按段读取底图，每段不超过 ${most} 字节。底图文件没有问题，记录也不受影响。`,
  ),
  "zone.taken": entry<{ place: string; zone: string }>(
    409,
    "地点已在别的片里",
    ({ place, zone }) =>
      `「${place}」在这一轮已划入「${zone}」，一个地点只能在一片里，没有保存。请从那一片移出，或在这里去掉它。`,
  ),
  "team.not-independent": entry<{ names: string[] }>(
    409,
    "复查组不独立",
    ({ names }) =>
      `${names.slice(0, 5).join("、")}在被复查的那一轮踏查过这一片，交叉复查须换人进行。没有保存，请另选一组或调整组员。`,
  ),
  "marker.unknown": entry<{ code: string }>(
    422,
    "没有这个标牌编号",
    ({ code }) =>
      `${code} 不是当天在用的标牌编号，这一条没有收下，其他记录不受影响。请对照标牌核对，编号有误就重新登记；确认无误请告诉街道禁毒办。`,
  ),
  "place.awaited": entry(
    409,
    "地点还没有登记",
    () => "这条记录所在的地点系统里还没有，可能补登记录尚在路上。记录仍留在本机，补登送达后会自动再送。",
  ),
  "place.merge-target": entry<{ place: string }>(
    409,
    "不能并入这里",
    ({ place }) =>
      `「${place}」不在册、待确认，或与补登的不是同一类地点，没有并入。请另选一处已登记的户或地块。`,
  ),
  "fact.not-retractable": entry<{ kind: string }>(
    409,
    "这条记录不能撤回",
    ({ kind }) => `${kind}不能撤回，记录没有变化。发现有误请在核实时排除，审核有误请重新审核。`,
  ),
  "presence.own-visit": entry(
    403,
    "不能认定自己的到户",
    () => "到户认定须由他人作出，记录没有变化。请街道禁毒办或社区书记中的另一位核实。",
  ),
  "fact.conflict": entry(
    409,
    "编号冲突",
    () => "同一编号已有不同的内容，这条记录没有保存，仍留在本机。请联系街道禁毒办。",
  ),
  "track.past-retention": entry(
    410,
    "轨迹已过保存期限",
    () =>
      "这一轮的轨迹已按期删除，不再接收新的轨迹。踏查记录和照片不受影响，仍可照常上传；这一条可以从手机上清除。",
  ),
  "backup.no-key": entry<{ file: string }>(
    422,
    "没有备份密钥",
    ({ file }) => `找不到 ${file}。请把抄存的备份密钥写进一个文件，再加上 --key 文件名。备份文件没有受影响。`,
  ),
  "backup.bad-key": entry(
    422,
    "备份密钥不对",
    () => "这不是完整的备份密钥，或抄错了字。请对照抄存的密钥逐组核对；备份文件没有受影响。",
  ),
  "backup.unreadable": entry<{ reason: string }>(
    422,
    "备份读不出来",
    ({ reason }) => `${reason}。没有恢复任何内容；请换一份备份再试，并保留这个文件。`,
  ),
  "backup.newer": entry(
    409,
    "备份来自更新的版本",
    () => "这份备份是更新的版本做的，当前版本恢复不了。请先升级程序再恢复；备份没有受影响。",
  ),
  "backup.not-empty": entry(
    409,
    "这里已有数据",
    () =>
      "只能恢复到空的数据文件夹和数据库里，已有的数据没有改动。请用 LINGZHU_DATA 指定一个新文件夹再恢复。",
  ),
  "push.off": entry(
    409,
    "推送没有开启",
    () =>
      "本系统没有开启浏览器推送，没有登记这个浏览器。新发现仍会在打开的页面上立即提示；如需推送请联系系统管理员。",
  ),
  "database.folder-in-use": entry<{ folder: string; by: string }>(
    503,
    "数据文件夹正在使用",
    ({ folder, by }) =>
      `另一个零株（进程 ${by || "未知"}）正在使用 ${folder}，这次没有启动，数据不受影响。请先停止它，或用 LINGZHU_DATA 指定另一个文件夹。`,
  ),
  "database.no-binaries": entry<{ platform: string }>(
    503,
    "本机没有内置数据库",
    ({ platform }) =>
      `内置数据库不支持这台机器（${platform}）。请准备 PostgreSQL 15 或更新版本，并把环境变量 DATABASE_URL 设为它的地址。`,
  ),
  "database.no-account": entry(
    503,
    "没有可以运行数据库的账号",
    () =>
      "数据库不能以 root 运行，而系统里没有、也建不了普通账号。请用普通用户启动，或先运行 useradd --system lingzhu，或设置 DATABASE_URL。",
  ),
  "database.version": entry<{ folder: string; made: string; running: string }>(
    503,
    "数据库版本不同",
    ({ folder, made, running }) =>
      `${folder} 由 PostgreSQL ${made} 建立，本程序带的是 ${running}，没有启动，数据没有改动。请用原来的版本备份（lingzhu backup），再用本版本恢复。`,
  ),
  "database.folder-lost": entry<{ folder: string }>(
    503,
    "找不到数据库",
    ({ folder }) =>
      `数据库应在 ${folder}，但那里没有或者进不去。为免把旧数据丢在一边，没有另建新库。请恢复这个文件夹或它的权限后再启动。`,
  ),
  "database.start-failed": entry<{ reason: string; log: string }>(
    503,
    "数据库没有启动成功",
    ({ reason, log }) =>
      `PostgreSQL 没有启动，已保存的数据没有改动。原因：${reason || "不明"}。详见 ${log}。`,
  ),
  "database.migration": entry<{ reason: string }>(
    503,
    "数据库结构对不上",
    ({ reason }) => `${reason}。数据库没有改动，程序没有启动。`,
  ),
  "demo.not-blank": entry(
    409,
    "已经有数据",
    () => "演示数据只能载入还没有方案和台账的街道，以免和真实数据混在一起。没有任何内容被改动。",
  ),
  "server.busy": entry(503, "暂时不可用", () => "数据库暂时连不上，已保存的内容都是安全的，请稍后再试。"),
  "server.fault": entry<{ reference: string }>(
    500,
    "系统出错",
    ({ reference }) =>
      `系统遇到意外问题，这次操作没有保存，之前的内容不受影响。请重试；仍不行请把编号 ${reference} 告诉管理员。`,
  ),
} as const;

export type ProblemCode = keyof typeof problemTable;
export type ProblemParams<C extends ProblemCode> =
  (typeof problemTable)[C] extends ProblemEntry<infer P> ? P : never;
