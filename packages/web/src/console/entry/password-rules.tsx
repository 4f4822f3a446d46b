import { weakPassword } from "@lingzhu/domain/account";

/** The password rule of the domain, told while typing instead of after being refused. */
export function PasswordRules({ password, login, name }: { password: string; login: string; name: string }) {
  const typed = password.length > 0;
  const contains = (word: string, least: number) =>
    word.length >= least && password.toLowerCase().includes(word.toLowerCase());
  const rules = [
    { word: "至少 10 个字符", met: [...password].length >= 10 },
    { word: "至少 5 种不同字符", met: new Set(password.toLowerCase()).size >= 5 },
    { word: "不含账号和姓名", met: typed && !contains(login, 3) && !contains(name, 2) },
    {
      word: "不是常见密码或连续数字",
      met: [...password].length >= 10 && weakPassword(password, { login: "", name: "" }) === null,
    },
  ];
  return (
    <ul className="password-rules" aria-label="密码要求">
      {rules.map(({ word, met }) => (
        <li key={word} data-met={met}>
          {word}
          {met ? <span className="spoken">（已满足）</span> : null}
        </li>
      ))}
    </ul>
  );
}

/** A field rule that refuses with the domain's reason. */
export const passwordRule = (about: () => { login: string; name: string }) => ({
  validator: async (_rule: unknown, password: string | undefined) => {
    const reason = weakPassword(password ?? "", about());
    if (reason !== null) throw new Error(reason);
  },
});
