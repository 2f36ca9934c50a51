/** Buttons: with words, or with an icon alone (then `label` names it, and a tooltip shows it). */
import type { ReactNode } from "react";
import {
  Button as AriaButton,
  Link as AriaLink,
  Tooltip,
  TooltipTrigger,
  type ButtonProps as AriaButtonProps,
} from "react-aria-components";
import { Icon, type IconName } from "./Icon";
import style from "./Button.module.css";

export type Tone = "main" | "plain" | "quiet" | "danger";

export interface ButtonProps extends Omit<AriaButtonProps, "className" | "style" | "children"> {
  readonly children: ReactNode;
  readonly tone?: Tone;
  readonly icon?: IconName;
  readonly small?: boolean;
}

/** A button with words. One `main` button a screen: what the person most likely does next. */
export function Button({ children, tone = "plain", icon, small, ...rest }: ButtonProps) {
  const { isPending } = rest;
  return (
    <AriaButton {...rest} className={names(style.button, style[tone], small && style.small)}>
      {isPending ? (
        <span className={style.busy} aria-hidden="true" />
      ) : (
        icon && <Icon name={icon} />
      )}
      {children}
    </AriaButton>
  );
}

export interface IconButtonProps extends Omit<
  AriaButtonProps,
  "className" | "style" | "children" | "aria-label"
> {
  /** What it does: its name for screen readers, and its tooltip. */
  readonly label: string;
  readonly icon: IconName;
  readonly tone?: Tone;
  readonly small?: boolean;
}

/** A button with an icon alone. */
export function IconButton({ label, icon, tone = "quiet", small, ...rest }: IconButtonProps) {
  return (
    <TooltipTrigger delay={500}>
      <AriaButton
        {...rest}
        aria-label={label}
        className={names(style.button, style[tone], style.square, small && style.small)}
      >
        <Icon name={icon} />
      </AriaButton>
      <Tooltip className={style.tooltip ?? ""} offset={6}>
        {label}
      </Tooltip>
    </TooltipTrigger>
  );
}

export interface ButtonLinkProps {
  readonly href: string;
  readonly children: ReactNode;
  readonly tone?: Tone;
  readonly icon?: IconName;
  readonly small?: boolean;
  readonly download?: string | boolean;
}

/** A link that looks like a button; `href` is an address of the studio or of the server. */
export function ButtonLink({
  href,
  children,
  tone = "plain",
  icon,
  small,
  ...rest
}: ButtonLinkProps) {
  return (
    <AriaLink
      {...rest}
      href={href}
      className={names(style.button, style[tone], small && style.small)}
    >
      {icon && <Icon name={icon} />}
      {children}
    </AriaLink>
  );
}

/** Joins the names of classes that apply. */
export function names(...each: readonly (string | false | null | undefined)[]): string {
  return each.filter(Boolean).join(" ");
}
