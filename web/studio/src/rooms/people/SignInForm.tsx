/** The fields to sign in by. */
import { useMutation } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api, call, serverUrl } from "../../api/client";
import { Button } from "../../components/Button";
import { TextField } from "../../components/Field";
import { Notice } from "../../components/States";
import { errorText } from "../../state/errorText";
import { useLocale } from "../../state/localeContext";
import type { Person } from "../../state/session";
import { refusalText } from "./refusalText";
import style from "./People.module.css";

export interface SignInFormProps {
  /** The name of whoever was signed in. */
  readonly name?: string;
  readonly onDone: (person: Person) => void;
  /** The OpenID provider; null for none. */
  readonly provider: string | null;
  /** Whether the provider's page opens beside this one, which has something unsent. */
  readonly apart?: boolean;
}

export default function SignInForm({
  name: before = "",
  onDone,
  provider,
  apart,
}: SignInFormProps) {
  const locale = useLocale();
  const { t } = locale;
  const [name, setName] = useState(before);
  const [password, setPassword] = useState("");
  const entering = useMutation({
    mutationFn: () => call(api.POST("/v1/session", { body: { name: name.trim(), password } })),
    onSuccess: onDone,
    onError: () => setPassword(""),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!entering.isPending) entering.mutate();
  };
  return (
    <form className={style.form} onSubmit={submit}>
      {entering.isError && (
        <Notice tone="bad">
          {refusalText(entering.error, locale) ?? errorText(entering.error, locale)}
        </Notice>
      )}
      <TextField
        label={t("people.name")}
        value={name}
        onChange={setName}
        autoComplete="username"
        autoFocus={before === ""}
        isRequired
        maxLength={80}
      />
      <TextField
        label={t("people.password")}
        type="password"
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        autoFocus={before !== ""}
        isRequired
        maxLength={200}
      />
      <Button tone="main" type="submit" isPending={entering.isPending}>
        {t("people.signIn")}
      </Button>
      {provider !== null && (
        <a
          className={style.other}
          href={serverUrl("/v1/session/openid")}
          {...(apart && { target: "_blank" })}
        >
          {t("people.openid", { name: provider })}
        </a>
      )}
    </form>
  );
}
