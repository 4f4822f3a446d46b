/** The server's answer to somebody at a desk: what a phone asks is bound to the phone, and nobody else can ask it. */
export async function askAs(
  address: string,
  who: { login: string; password: string },
  path: string,
): Promise<Response> {
  const signedIn = await fetch(`${address}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ login: who.login, password: who.password }),
  });
  const cookie = signedIn.headers.getSetCookie()[0]!.split(";")[0]!;
  return fetch(`${address}${path}`, { headers: { cookie } });
}
