import { Component, type ReactNode } from "react";
import { Button } from "./button.tsx";
import { goTo } from "./navigation.ts";
import { Empty } from "./notice.tsx";
import { Screen } from "./screen.tsx";

/** A part of the app that has not been fetched yet and cannot be now. Records are in the phone's storage, untouched. */
export class LazyFault extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError = () => ({ failed: true });
  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <Screen title="打不开这一页">
        <Empty
          title="这一页没有打开"
          action={
            <>
              <Button onClick={() => location.reload()}>再试一次</Button>
              <Button onClick={() => goTo({ name: "today" })}>回到今日</Button>
            </>
          }
        >
          可能现在没有信号，而这一页还没有存到手机里。已登记的内容都在本机，不受影响。
        </Empty>
      </Screen>
    );
  }
}
