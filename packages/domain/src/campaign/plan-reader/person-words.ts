/**
 * Tells names of people from posts and organisations. A name is believed when it begins with a surname
 * in use and has the length of one; a word in doubt is not a name.
 */

const SINGLE = new Set(
  "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公仉督岳帅缑亢况郈有琴商牟佘佴伯赏墨哈谯笪年爱阳佟言福肖付闫覃邸战代郄靖补豆亓候睢仝覀操鹿遆丘苑祖初官冼原门修隋訾樊由英栗雒鄢麦展芦兰修屈撒买黑回卯晋海区丛庆闻鞠阙綦雍粟银楼忻隽鲜妥续仵信涂危谌咎禤楚撒锁拜冶虎折刀敬苟母漆税揭占门来旷啜麴朴冼瞿",
);
const COMPOUND =
  /^(?:欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|司徒|令狐|夏侯|长孙|宇文|端木|百里|呼延|南宫|轩辕|钟离|司空|澹台|公冶|宗政|濮阳|淳于|单于|太叔|申屠|仲孙|赫连|拓跋|独孤|第五|闻人|万俟|梁丘|东郭|南门|西门|左丘)/;
/** Words that begin with a surname and are none. */
const NOT_NAMES =
  /^(?:党建|党政|党委|党群|党办|党员|司法所?|民政|财政|综治|安监|安全|武装部?|公安|城管|水利|农业|农办|农经|农技|计生|计划|卫健|卫计|卫生|宣传|组织|纪检|纪委|团委|妇联|工会|人大|政协|教办|教育|学校|医院|社区|成员|组员|各村|各社区|全体|有关|相关|主要|负责|责任|单位|姓名|职务|职责|分工|时间|电话|备注|国土|国资|文化|文广|文旅|交警|交通|经发|经济|应急|平安|信访|广播|林业|林场|畜牧|市场|市监|商务|乡村|和谐|东城|西城|关工委?|项目|常务|常委|高新|高速|方案|温室|家庭|查处|查禁|常态|马上|应当|于是|从严|成立|向上|通过|通知|通报|明确|全面|全镇|全乡|全街|安排|关于|时任|从事|支部|支书|支队|东片|山区|连片|干部|公路|干警|师生|宣讲|充分|区委|区政府|区[长属域级]|海[关事洋]|占地|信息|来访|区人大|门卫|危房|银行|楼[长栋]|母亲|税务|庆祝|庆典|新闻)/;
const POST_END =
  /(?:书记|主任|所长|镇长|乡长|县长|区长|市长|局长|部长|院长|校长|站长|队长|科长|股长|组长|处长|主席|委员|委|干事|干部|专干|民警|辅警|社工|人员|负责人|同志|代表|指导员|教导员|政委|会计|助理|专员|调研员|科员|秘书|网格长|网格员|村长|文书|主管|经理|员|长|所|站|办|局|中心|部|队|社区|街道|村|组|委会|室|院|校|厅|司|处|科)$/;

const MASK =
  /^(?:[*×xX某＊□◯?_-]{1,6}|[\u4e00-\u9fa5]{1,2}?[*×xX某□]{1,3}|[〇]{2,3}|[\u4e00-\u9fa5]?[〇]{1,2})$/;

/** A name left out on purpose: *, XX, 某某, ×××, 王某某, 张**. In 镇长*** the mask follows a post and not a surname. */
export function isMasked(word: string): boolean {
  const surname = MASK.test(word) ? /^[\u4e00-\u9fa5]*?(?=[*×xX某□〇]|$)/.exec(word)![0] : null;
  return surname !== null && (surname === "" || SINGLE.has(surname[0]!) || COMPOUND.test(surname));
}

/** 欧阳, 司马 and the like, whole. */
export const isCompoundSurname = (word: string) => word.length === 2 && COMPOUND.test(word);

/** True for a single character that is a surname in use. */
export const isSurname = (char: string) => SINGLE.has(char);

/** True for a word that is a Chinese personal name and nothing else. */
export function isName(word: string): boolean {
  if (/^[\u4e00-\u9fa5]{2,6}·[\u4e00-\u9fa5]{2,8}$/.test(word)) return true;
  if (!/^[\u4e00-\u9fa5\u3400-\u4dbf]{2,4}$/.test(word) || NOT_NAMES.test(word)) return false;
  if (COMPOUND.test(word) && word.length >= 3) return true;
  if (word.length > 3 || !SINGLE.has(word[0]!)) return false;
  return (
    !(
      word.length === 3 &&
      POST_END.test(word) &&
      !/[^镇乡县区市局部院校站队科股组处村连班排所司场团营格庭会事士书]长$/.test(word)
    ) &&
    !/^.(?:书记|主任|所长)$|^[镇乡县区市局部院校站队科股组处村连班排所司场团营]长$/.test(word) &&
    !/(?:社区|街道)$|^..[镇乡县]$/.test(word)
  );
}

/** A word that is a name where a table gives it a cell of its own beside a title: 流水, 春来. */
export function isNameCell(word: string): boolean {
  return (
    /^[\u4e00-\u9fa5]{2,3}$/.test(word) && !NOT_NAMES.test(word) && !POST_END.test(word) && !isMasked(word)
  );
}

/**
 * A word that can be a name where the layout says that one stands there: a column of its own beside a title.
 * Rare surnames and names of other peoples are believed only so.
 */
export function mayBeName(word: string): boolean {
  return (
    /^[\u4e00-\u9fa5]{2,5}$/.test(word) &&
    !NOT_NAMES.test(word) &&
    !POST_END.test(word) &&
    !PLACE_END.test(word) &&
    !/^[各全本该驻副]|[镇乡街办处司股党政府区县市等]/.test(word)
  );
}

/** True for words that read as a post or an organisation. */
export function isPost(words: string): boolean {
  return POST_END.test(words) || words.length > 4;
}

const TITLE =
  /(?:党总支(?:副)?书记|党支部(?:副)?书记|党工委(?:副书记|书记|委员)|党委(?:副书记|书记|委员)|党组(?:副)?书记|总支(?:副)?书记|支部(?:副)?书记|第一书记|副?书记|村?(?:居|村)?委会?副?主任|办事处副?主任|副?主任|副?所长|副?镇长|副?乡长|副?县长|副?区长|副?局长|副?部长|副?院长|副?校长|副?站长|副?队长|副?大队长|副?科长|副?主席|政法委员|组织委员|宣传委员|统战委员|委员|教导员|指导员|民警|专干|干事|干部|主要负责人|主要负责同志|负责人|负责同志|分管负责人|科员|社工)+$/;

/** The organisation in 综治中心主任 → 综治中心; null when the words are only a title or no title is found. */
export function organisationOf(post: string): string | null {
  const first = post.split(/[、,;]/)[0]!;
  const title = TITLE.exec(first);
  const organisation = title ? first.slice(0, title.index).replace(/(?:人民政府|的|、)$/, "") : "";
  // 民政所长 heads the 民政所: the last character of the organisation is the first of the title.
  const shared = /^([所站队院校局部])长/.exec(title?.[0] ?? "")?.[1];
  const whole = shared && !organisation.endsWith(shared) ? organisation + shared : organisation;
  return whole.length >= 2 && !/^(?:街道|各.*)$/.test(whole) ? whole : null;
}

/** What one entry of a list says of a person. */
export interface Person {
  name: string | null;
  post: string | null;
}

/** Openers of a post that make a name before it safe to cut off where no space separates them. */
const POST_START =
  /^(?:街道|镇|乡|党|区|县|市|派出所|综治|司法|民政|农业|财政|平安|社区|村|办事处|副|政法|市场|应急)/;

/** Words that stand beside a title and are no names. */
export const isVerb = (words: string) => VERB.test(words);
const VERB =
  /牵头|负责|参[加与]|组成|列席|担任|兼任|协助|带队|带领|主持|指挥|签订|签字|审[批核]|助理|代表|以上|以下|以及|部门|单位|任|等|及|和|为|或|要|将|应|的|对|向|在|兼/;

/** Last characters of the names of places. */
const PLACE_END =
  /[庄沟坎桥河山口店集湾坪岭屯堡坝塘渡寨洲滩城关港营铺圩墩坡庙楼冲岩岗峪川原浦洼梁堰垭水泉溪湖海园林门街坊巷台塔寺头尾里洞井院厝边田沙坑峡源家羊龙马王]$/;

/** 白羊派出所所长, 金龙社区书记: before an office of its own, a name without a blank after it may be a place. */
function mayBePlace(name: string, post: string): boolean {
  const own = /^(?:派出所|司法所|社区|村|镇|乡|街道|办事处|市场|财政所|民政|农业)/.test(post);
  // 金龙社 and 区书记 are one word cut in two.
  if (name.endsWith("社") && post.startsWith("区")) return true;
  return own && (name.length === 2 || PLACE_END.test(name));
}

/**
 * One person from words without separators: 党工委书记赵一禾, 赵一禾（党工委书记）, 赵一禾同志.
 * Null when name and post cannot be told apart.
 */
export function personIn(words: string): Person | null {
  const plain = words.replace(/(?:同志|\(兼\))/g, "").replace(/^[:、,.|]+|[:、,.|;。]+$/g, "");
  const bracket = /^([^()]{1,12})\(([^()]+)\)$/.exec(plain);
  if (bracket) {
    const [, outside, inside] = bracket;
    if (isName(outside!) || isMasked(outside!))
      return { name: isMasked(outside!) ? null : outside!, post: inside! };
    const isOffice = /[镇乡街办处司股党政府区县市等各全本该村]/.test(outside!);
    if (isNameCell(outside!) && !isOffice && TITLE.test(inside!)) return { name: outside!, post: inside! };
    // 乡长（赵一禾）
    if (/(?:书记|主任|长|委员|主席|常委|站|所|办|中心)$/.test(outside!)) {
      if (isMasked(inside!)) return { name: null, post: outside! };
      if (isName(inside!) || mayBeName(inside!)) return { name: inside!, post: outside! };
    }
  }
  if (isMasked(plain)) return { name: null, post: null };
  if (isName(plain)) return { name: plain, post: null };
  const masked =
    /^(.+?(?:书记|主任|长|委员|主席|人|员|专干|干事|干部|民警|辅警|社工|内勤|秘书|会计))(?:[\u4e00-\u9fa5]?[*×xX某〇]{1,3})$/.exec(
      plain,
    );
  if (masked) return { name: null, post: masked[1]! };
  // Post first: the shortest rest that is a name after a word that ends a post.
  for (const length of [3, 2, 4]) {
    const name = plain.slice(-length);
    const post = plain.slice(0, -length);
    if (
      post.length >= 2 &&
      isName(name) &&
      /(?:书记|主任|[镇乡所局站队部院校区县]长|委员|主席|民警|专干|人)$/.test(post)
    )
      return { name, post };
  }
  // 派出所所长角徵: after a title that can hold no more, the rest is a name, be its surname rare.
  const rare =
    /^(.{2,}(?:书记|主任|[镇乡所局站队部院校区县]长|主席|教导员|指导员))([\u4e00-\u9fa5]{2,3})$/.exec(plain);
  const isWhole = rare && rare[2]!.length === 3 && isSurname(rare[2]![0]!) && !NOT_NAMES.test(rare[2]!);
  if (rare && (isWhole || mayBeName(rare[2]!)) && !VERB.test(rare[2]!))
    return { name: rare[2]!, post: rare[1]! };
  // 综治办赵六: an office where a title is expected.
  const seated = /^(.+(?:办(?!公|事)|所|中心|站|[中大]队|卫生院|分局))([\u4e00-\u9fa5]{2,3})$/.exec(plain);
  if (seated && isName(seated[2]!) && !VERB.test(seated[2]!)) return { name: seated[2]!, post: seated[1]! };
  for (const length of [3, 2]) {
    const name = plain.slice(0, length);
    const post = plain.slice(length);
    if (isName(name) && !mayBePlace(name, post) && POST_START.test(post) && isPost(post))
      return { name, post };
  }
  return null;
}
