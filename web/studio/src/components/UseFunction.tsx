/** A published function to take away: its address, a code for the phone, and lines of code. */
import { useLocale } from "../state/localeContext";
import { CopyButton } from "./CodeBlock";
import { FunctionCode, useFunctionCode } from "./FunctionCode";
import { Panel } from "./Page";
import { PhoneCode } from "./PhoneCode";
import style from "./UseFunction.module.css";

export interface UseFunctionProps {
  /** The project's name; a version of it is live. */
  readonly project: string;
  /** Shows the first languages alone. */
  readonly short?: boolean;
}

export function UseFunction({ project, short }: UseFunctionProps) {
  const { t } = useLocale();
  const found = useFunctionCode(project);
  const address = found.data?.address;
  // Functions of sounds run on the server alone, and not on a phone.
  const onDevice = found.data?.snippets.some((each) => each.id === "browser") ?? true;
  return (
    <div className={style.both}>
      <Panel title={t("shell.callIt")}>
        {address !== undefined && (
          <p className={style.address}>
            <code>{address}</code>
            <CopyButton text={address} label={t("shell.functionAddress")} />
          </p>
        )}
        <FunctionCode project={project} {...(short && { short })} />
      </Panel>
      {onDevice && (
        <Panel title={t("shell.onPhone")}>
          <PhoneCode project={project} />
        </Panel>
      )}
    </div>
  );
}
