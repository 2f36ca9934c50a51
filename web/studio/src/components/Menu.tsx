/** A menu that a button opens. */
import type { ReactNode } from "react";
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  MenuTrigger,
  Popover,
  Separator,
} from "react-aria-components";
import { Icon, type IconName } from "./Icon";
import { names } from "./Button";
import style from "./Menu.module.css";

export interface MenuAction {
  readonly id: string;
  readonly text: string;
  readonly icon?: IconName;
  readonly run?: () => void;
  /** An address of the studio that it opens. */
  readonly href?: string;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  /** The state of a choice. */
  readonly chosen?: boolean;
  /** Whether a line stands above it. */
  readonly apart?: boolean;
}

export interface MenuProps {
  /** The button that opens it. */
  readonly button: ReactNode;
  /** The menu's name for screen readers. */
  readonly label: string;
  readonly actions: readonly MenuAction[];
}

export function Menu({ button, label, actions }: MenuProps) {
  return (
    <MenuTrigger>
      {button}
      <Popover className={style.popover ?? ""} placement="bottom start">
        <AriaMenu className={style.menu ?? ""} aria-label={label}>
          {actions.map((each) => [
            each.apart && <Separator key={`${each.id}-line`} className={style.line ?? ""} />,
            <AriaMenuItem
              key={each.id}
              id={each.id}
              textValue={each.text}
              className={names(style.item, each.danger && style.danger)}
              isDisabled={each.disabled ?? false}
              {...(each.run && { onAction: each.run })}
              {...(each.href !== undefined && { href: each.href })}
            >
              {each.icon && <Icon name={each.icon} />}
              <span className={style.text}>{each.text}</span>
              {each.chosen && <Icon name="check" />}
            </AriaMenuItem>,
          ])}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
