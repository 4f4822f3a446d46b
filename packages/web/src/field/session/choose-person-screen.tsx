import { momentWords } from "../../shared/format/index.ts";
import { useNow } from "../../shared/clock/index.ts";
import { ProductMark } from "../../shared/drawings/index.ts";
import { Button } from "../frame/button.tsx";
import { Icon } from "../frame/icon.tsx";
import type { OthersWork } from "../store/entry.ts";
import type { PhonePerson } from "../store/phone-people.ts";

/** 谁在用: everybody who has used this phone; records of each stay locked for the others. */
export function ChoosePersonScreen(props: {
  people: readonly PhonePerson[];
  /** What each of them still has here that is not with the server. */
  work: readonly OthersWork[];
  onChoose: (person: PhonePerson) => void;
  onNew: () => void;
}) {
  const now = useNow();
  const unsentOf = (personId: string): string => {
    const unsent = props.work.find((one) => one.personId === personId)?.unsent ?? 0;
    return unsent > 0 ? `，${unsent} 条没发` : "";
  };
  return (
    <>
      <header>
        <ProductMark size={48} />
        <h1 className="pin-name">谁在用这部手机？</h1>
        <p>各人的记录各自上锁，换人不会丢。</p>
      </header>
      <ul className="people">
        {props.people.map((person) => (
          <li key={person.personId}>
            <button type="button" onClick={() => props.onChoose(person)}>
              <Icon name="person" size={28} />
              <span>
                <strong>{person.name}</strong>
                <small>
                  {momentWords(person.lastUsedAt, now)}用过
                  {unsentOf(person.personId)}
                </small>
              </span>
            </button>
          </li>
        ))}
      </ul>
      <Button onClick={props.onNew}>其他人登录</Button>
    </>
  );
}
